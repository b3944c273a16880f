// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The query language in the words of the manual.

/// What a reader needs to know of the query language.
enum QueryLanguage {
  static let introduction = """
    Every query means something. What looks malformed gets a sensible reading, which is pointed out \
    under the query; --strict refuses it instead. Upper and lower case and diacritics do not matter; \
    words are found in their inflected forms, phrases as they are written. Chinese, Japanese, Korean \
    and Thai are typed without spaces, as they are written.
    """

  static let forms: KeyValuePairs<String, String> = [
    "antitrust merger": "Words, best matches first.",
    "\"central bank\"": "A phrase: these words next to each other, in this order.",
    "\"bank rates\"~3": "A sloppy phrase: the words up to three places apart in all.",
    "+word  -word": "The word must, or must not, occur.",
    "a AND b, a OR b, NOT a": "Operators, in capitals. NOT binds closest, then AND, then OR.",
    "(a b) OR c": "Groups.",
    "anti*": "Words that begin so.",
    "col*r, te?t": "Any characters, one character, within a word.",
    "antitrst~1": "Words one edit away; ~2 two, ~ alone by the word's length.",
    "/anti.?trust/": "Words that match a regular expression as a whole.",
    "title:bank, title:(bank rates)": "In one field.",
    "title:bank^3": "Counts three times as much.",
    "date:2025, date:2025-03": "In a year, a month, a day.",
    "date:2025-01..2025-03, date:[2025-01-01 TO *]": "In a range; * is open.",
    "since:30d, until:2025-06":
      "From or up to a date, or an age in days, weeks (w), months (m), years (y).",
    "lang:zh, category:world": "Whole values.",
    "*": "All briefs.",
    "\\": "Takes its meaning from the next character: \\\" is a quotation mark.",
    "-- -q": "Behind --, everything is the query, also what would be an option.",
  ]

  static let matching = """
    With --match auto, the default, a query of up to four plain words is searched for all of them; \
    if there are fewer briefs than asked for, those with some of the words follow, and if there are \
    none, other spellings are tried. Both are said. A longer query is searched for any of its words. \
    --match all and --match any do the one or the other.
    """

  static let fields = """
    Searched together, weighted by the definition of the index: title, deck, takeaways, caption, \
    analysis, body. Searched when named: byline. Whole values: id, lang, publication, category, \
    author, charset. Ranges: date.
    """
}
