// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// HTML, Markdown and feeds: good, broken and hostile.

import BriefArchive
import Testing

@Suite struct MarkupImporterTests {
  static let html = """
    <!doctype html><html lang="en-GB"><head><title>Harbour | Velden</title>
    <meta property="og:title" content="Harbour reopens"><meta name="description" content="Ships &amp; cranes.">
    <meta property="article:published_time" content="2024-03-01T09:30:00+01:00"><meta name="author" content="A. Writer">
    <meta property="article:section" content="Ports"><link rel="canonical" href="https://example.org/harbour">
    <meta property="og:site_name" content="Velden Daily"><style>p { color: red }</style><script>var secret = "<p>no</p>"</script></head>
    <body><nav><a href="/">Home page</a></nav><article><header><h1>Harbour reopens</h1></header>
    <figure><img src="x"><figcaption>Cranes.</figcaption></figure><p>The first <b>ship</b>
    came&nbsp;in.</p><div>Second<br>third</div><aside>Buy now</aside><form>Subscribe</form><script>evil()</script></article>
    <footer>Imprint</footer></body></html>
    """

  @Test func `an HTML page gives its article and metadata`() throws {
    let document = try reading("a.html", Self.html).only()
    #expect(document.title == "Harbour reopens")
    #expect(document.deck == "Ships & cranes.")
    #expect(document.caption == "Cranes.")
    #expect(document.body == ["The first ship came in.", "Second", "third"])
    #expect(document.date?.description == "2024-03-01T08:30:00Z")
    #expect(document.dateFrom == .metadata)
    #expect(document.author == "A. Writer")
    #expect(document.categories == ["Ports"])
    #expect(document.publication == "Velden Daily")
    #expect(document.url == "https://example.org/harbour")
    #expect(document.lang == "en")
  }

  @Test(arguments: [
    (
      "<h1>T</h1><div id=menu><p>Home</p></div><div><p>A long paragraph of the article itself.</p><p>And one more paragraph of it.</p></div>",
      "T", ["A long paragraph of the article itself.", "And one more paragraph of it."]
    ),
    ("<title>T</title><body><main><p>Text</p></main><p>Outside</p>", "T", ["Text"]),
    ("<p>Unclosed <b>bold <i>and</p><p>More", "", ["Unclosed bold and", "More"]),
    ("plain words &amp; an entity", "", ["plain words & an entity"]),
    (
      "<script type=\"application/ld+json\">{\"@graph\":[{\"headline\":\"L\",\"datePublished\":\"2024-01-02\"}]}</script><p>Text</p>",
      "L", ["Text"]
    ),
    ("<html><body><p>日本語の本文です。</p></body></html>", "", ["日本語の本文です。"]),
  ]) func `pages of all kinds are read`(html: String, title: String, body: [String]) throws {
    let document = try reading("a.html", html).only()
    #expect(document.title == title)
    #expect(document.body == body)
  }

  @Test func `hostile HTML is read or rejected in linear time`() throws {
    let open = String(repeating: "<div>", count: 200_000)
    #expect(try reading("a.html", open + "text").onlyRejection().reason.contains("deep"))
    for piece in [
      "<p>a", "</b>", "<!--", "<a b='", "&#x1F600;", "<table><tr>", "<b></i>", "<option>",
    ] {
      let reading = try reading("a.html", "<p>x</p>" + String(repeating: piece, count: 20_000))
      #expect(reading.progress.read == 1, "\(piece)")
    }
  }

  @Test func `Markdown gives its text and front matter`() throws {
    let text = """
      ---
      date: 2024-05-06
      tags: [a, b]
      ---
      # Harbour *reopens*

      First [ship](https://example.org/x) came, `code` and snake_case stay, __bold__ goes.
      Second line.

      - item one
      - [x] item two

      > Quoted ![crane](c.png)

      | a | b |
      |---|---|
      | 1 | 2 |

      ```swift
      let x = *y*
      ```
      <!-- a comment
      over lines -->
      [ref]: https://example.org
      2 \\* 3 &amp; <b>x</b> <https://example.org/y>
      """
    let document = try reading("a.md", text).only()
    #expect(document.title == "Harbour reopens")
    #expect(document.dateFrom == .frontMatter)
    #expect(document.extra == [.init(name: "tags", value: "a; b")])
    #expect(
      document.body.first == "First ship came, code and snake_case stay, bold goes.\nSecond line.")
    #expect(document.body.contains("item one"))
    #expect(document.body.contains("item two"))
    #expect(document.body.contains("Quoted crane"))
    #expect(document.body.last?.contains("2 * 3 &") == true)
    let all = document.body.joined(separator: "\n")
    #expect(
      !all.contains("comment") && !all.contains("ref") && !all.contains("c.png")
        && !all.contains("<b>"))
    #expect(all.contains("https://example.org/y"))
  }

  @Test(arguments: [
    ("## Section\n# Title\nText", "Title", ["Section", "Title", "Text"]),
    ("Section\n---\nText\n\nTitle\n===\nMore", "Title", ["Section", "Text", "Title", "More"]),
    ("# Title\n## Section\n# Another", "Title", ["Section", "Another"]),
    ("### Section\n## Another\nText", "Section", ["Another", "Text"]),
  ]) func `a heading of the first level is the title before others`(
    text: String, title: String, body: [String]
  ) throws {
    let document = try reading("a.md", text).only()
    #expect(document.title == title)
    #expect(document.body == body)
  }

  @Test(arguments: ["[", "](", "*", "<", "![", "[a](", "`", "&", "\\", "# ", "> ", "- ", "|-"])
  func `hostile Markdown takes linear time`(piece: String) throws {
    let text = "Title\n\n" + String(repeating: piece, count: 50_000)
    #expect(try reading("a.md", text).documents.count == 1)
  }

  static let rss = """
    <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>Velden Daily</title><language>de-AT</language><image><title>Logo</title></image>
    <item><title>One &amp; only</title><link>https://example.org/1</link><guid>g1</guid><description>&lt;p&gt;Short.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<p>Long.</p><script>no()</script><p>Longer.</p>]]></content:encoded><pubDate>Fri, 01 Mar 2024 09:30:00 GMT</pubDate>
    <dc:creator>A. Writer</dc:creator><category>Ports</category><category>Sea</category></item>
    <item><title>Two</title><description>Text &nbsp; only</description></item></channel></rss>
    """

  @Test func `RSS gives a document for each item`() throws {
    let reading = try reading("a.rss", Self.rss)
    #expect(reading.rejections.isEmpty)
    try #require(reading.documents.count == 2)
    let document = reading.documents[0]
    #expect(document.id == "g1")
    #expect(document.title == "One & only")
    #expect(document.deck == "Short.")
    #expect(document.body == ["Long.", "Longer."])
    #expect(document.date?.description == "2024-03-01T09:30:00Z")
    #expect(document.author == "A. Writer")
    #expect(document.categories == ["Ports", "Sea"])
    #expect(document.publication == "Velden Daily")
    #expect(document.lang == "de")
    #expect(reading.documents[1].id == "a.rss#2")
    #expect(reading.documents[1].body == ["Text only"])
  }

  @Test func `Atom and RSS 1 are read as well`() throws {
    let atom = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>F</title><link rel="self" href="no"/>
      <entry><title type="html">&lt;b&gt;T&lt;/b&gt;</title><link href="https://example.org/a"/><id>urn:a</id><published>2024-03-01T00:00:00Z</published>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>P1</p><p>P2 &lt; 3</p></div></content><author><name>N</name></author>
      <category term="c"/></entry></feed>
      """
    let document = try reading("a.atom", atom).only()
    #expect(document.id == "urn:a")
    #expect(document.title == "T")
    #expect(document.body == ["P1", "P2 < 3"])
    #expect(document.author == "N")
    #expect(document.categories == ["c"])
    #expect(document.url == "https://example.org/a")
    #expect(document.lang == "fr")
    let rdf = """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>R</title></channel>
      <item rdf:about="https://example.org/r"><title>T</title><description>D</description></item></rdf:RDF>
      """
    #expect(try reading("a.xml", rdf).only().id == "https://example.org/r")
  }

  @Test func `broken and foreign XML is rejected, what was read before is kept`() throws {
    let reading = try reading("a.rss", String(Self.rss.prefix(Self.rss.count - 60)))
    #expect(reading.documents.count >= 1)
    #expect(try reading.onlyRejection().reason.contains("XML"))
    let foreign = try Self.rejection("<svg xmlns=\"x\"><a/></svg>")
    #expect(foreign.reason.contains("svg"))
    #expect(try Self.rejection("no xml at all").reason.contains("XML"))
  }

  @Test func `entity bombs do not expand and files are not fetched`() throws {
    var bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"aaaaaaaaaa\">"
    for level in 1...12 {
      bomb += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    bomb +=
      "<!ENTITY file SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>T &a12; &file;</title></item></channel></rss>"
    let reading = try reading("a.xml", bomb)
    #expect(reading.progress.read >= 1)
    #expect(reading.documents.allSatisfy { $0.title == "T &a12; &file;" })
  }

  private static func rejection(_ xml: String) throws -> Rejection {
    try reading("a.xml", xml).onlyRejection()
  }
}
