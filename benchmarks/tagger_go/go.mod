module copydesk/benchmarks/tagger

go 1.25

require github.com/jdkato/prose/v3 v3.2.2
