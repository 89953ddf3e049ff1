// AsciiDoc on standard input, HTML on standard output, without what Asciidoctor makes up: labels, numbers, the titles of
// what is referred to. Attributes are left as they are written, as copydesk leaves them. npm install @asciidoctor/core@2

const asciidoctor = require('@asciidoctor/core')()
const fs = require('fs')

class Converter {
  constructor() {
    this.html = asciidoctor.Html5Converter.create()
  }

  convert(node, transform, options) {
    if ((transform || node.getNodeName()) === 'inline_anchor' && node.getType() === 'xref') {
      const text = node.getText()
      if (!text || text === Opal.nil || text === node.getTarget()) {
        return node.getAttribute('path') ? node.getTarget().replace('.html', '.adoc') : node.getAttribute('refid')
      }
    }
    return this.html.convert(node, transform, options)
  }
}
asciidoctor.ConverterFactory.register(new Converter(), ['html5'])

const hidden = (entry) => entry.replace(/^/gm, '// ')
const source = fs
  .readFileSync(0, 'utf8')
  .replace(/^:(?!experimental|toc|icons|!)[\w-]+!?:.*(?:\\\n.*)*$/gm, hidden)
  .replace(/^include::.*$/gm, '')
  .replace(/^(?!(?:image|ifdef|ifndef|endif|ifeval)::)[a-z-]+::\S*\[.*\]$/gm, '')

// {site}/page[text] is a link only where the attribute is an address.
const addresses = {}
for (const match of source.matchAll(/\{([\w-]+)\}(?:[/#?:.][^\s[\]<>]*)?\[/g)) addresses[match[1]] = 'https://a.example'
for (const name of ['nbsp', 'empty', 'sp']) delete addresses[name]

const switched = 'sectnums toc table-caption figure-caption example-caption listing-caption appendix-caption'.split(' ')
const off = Object.fromEntries(switched.map((name) => [`${name}!`, '']))
const attributes = { ...addresses, ...off, showtitle: '', experimental: '', 'attribute-missing': 'skip' }
const html = String(asciidoctor.convert(source, { safe: 'secure', standalone: false, attributes }))
process.stdout.write(
  html
    .replace(/<td class="icon">[^]*?<\/td>/g, '')
    .replace(/<div class="attribution">[^]*?<\/div>/g, '')
    .replace(/<sup class="footnote(?:ref)?">[^]*?<\/sup>/g, '')
    .replace(/(<div class="footnote"[^>]*>)\s*<a[^>]*>\d+<\/a>\. /g, '$1')
    .replace(/<b class="conum">[^]*?<\/b>/g, '')
)
