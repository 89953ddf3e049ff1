module org-to-html

go 1.21

require github.com/niklasfasching/go-org v1.7.0

require golang.org/x/net v0.0.0-20201224014010-6772e930b67b // indirect
