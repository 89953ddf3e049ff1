// Tags sentences with prose, the library of Vale, so that copydesk's tags can be laid beside them.
//
// Standard input: a JSON string a line, one sentence each. Standard output: for each a JSON list of [byte offset, word, tag].
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/jdkato/prose/v3/tag"
	"github.com/jdkato/prose/v3/tokenize"
)

func main() {
	tokenizer := tokenize.New()
	tagger, err := tag.New()
	if err != nil {
		log.Fatal(err)
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var took time.Duration
	for in.Scan() {
		var sentence string
		if err := json.Unmarshal(in.Bytes(), &sentence); err != nil {
			log.Fatal(err)
		}
		began := time.Now()
		tokens := tokenizer.Tokenize(sentence)
		tagger.TagTokens(tokens)
		took += time.Since(began)
		rows := make([][3]any, len(tokens))
		for i, token := range tokens {
			rows[i] = [3]any{token.Start, token.Text, token.Tag}
		}
		line, err := json.Marshal(rows)
		if err != nil {
			log.Fatal(err)
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	fmt.Fprintf(os.Stderr, "%.3f\n", took.Seconds())
}
