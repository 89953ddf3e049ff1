// Org on standard input, HTML on standard output, with footnotes where they stand and without what go-org makes up.
// States and labels of headlines go; macros and references to footnotes stay as code, as in copydesk; a subtitle is text and a
// footnote begins a paragraph, as Org has it. go build -o org-to-html .
package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/niklasfasching/go-org/org"
)

var (
	state     = regexp.MustCompile(`(?m)^(\*+ )(?:TODO|DONE|NEXT|WAITING|WAIT|HOLD) +`)
	labels    = regexp.MustCompile(`(?m)^(\*+ .*?)[ \t]+:[\w@#%:]+:[ \t]*$`)
	macro     = regexp.MustCompile(`\{\{\{([^}]*)\}\}\}`)
	subtitle  = regexp.MustCompile(`(?mi)^#\+subtitle:[ \t]*(.*)$`)
	note      = regexp.MustCompile(`(?m)^\[fn:[\w-]+\] `)
	reference = regexp.MustCompile(`([^\n])\[fn:([\w-]+)\]`)
)

type writer struct{ *org.HTMLWriter }

func (w *writer) WriteFootnoteDefinition(f org.FootnoteDefinition) {
	w.WriteString("<div>\n")
	org.WriteNodes(w.HTMLWriter, f.Children...)
	w.WriteString("</div>\n")
}

func (w *writer) WriteFootnoteLink(org.FootnoteLink) {}

func main() {
	source, err := io.ReadAll(os.Stdin)
	if err == nil {
		var html string
		if html, err = convert(string(source)); err == nil {
			fmt.Print(html)
			return
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func convert(source string) (string, error) {
	source = labels.ReplaceAllString(state.ReplaceAllString(source, "$1"), "$1")
	source = reference.ReplaceAllString(macro.ReplaceAllString(source, " =$1= "), "$1 =fn:$2= ")
	source = note.ReplaceAllString(subtitle.ReplaceAllString(source, "\n$1\n"), "\n$0")
	configuration := org.New()
	configuration.ReadFile = func(string) ([]byte, error) { return nil, os.ErrNotExist }
	document := configuration.Parse(strings.NewReader(source), "./")
	document.Outline.Children = nil
	document.BufferSettings["OPTIONS"] = "toc:nil f:nil " + document.BufferSettings["OPTIONS"]
	html := org.NewHTMLWriter()
	html.ExtendingWriter = &writer{html}
	return document.Write(html)
}
