// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct JSONTests {
  @Test(arguments: [
    ("", "\"\""), ("plain", "\"plain\""), ("a\"b\\c/", "\"a\\\"b\\\\c/\""),
    ("\n\r\t", "\"\\n\\r\\t\""), ("\u{0}\u{1F}\u{7F}\u{9B}", "\"\\u0000\\u001f\\u007f\\u009b\""),
    ("\u{2028}\u{2029}", "\"\\u2028\\u2029\""), ("反垄断 👩‍👩‍👧", "\"反垄断 👩‍👩‍👧\""),
    ("\r\n", "\"\\r\\n\""), ("e\u{301}", "\"e\u{301}\""),
  ])
  func `a string is escaped and stays on its line`(text: String, expected: String) {
    #expect(JSON.string(text).line == expected)
  }

  @Test func `keys keep the order they were given in`() {
    let object: JSON = ["type": "hit", "version": 1, "b": nil, "a": [true, false, 1]]
    #expect(object.line == #"{"type":"hit","version":1,"b":null,"a":[true,false,1]}"#)
  }

  @Test func `numbers are written in the fewest digits that read back`() {
    #expect(JSON.number(0.1).line == "0.1")
    #expect(JSON.float(0.1).line == "0.1")
    #expect(JSON.integer(.min).line == "-9223372036854775808")
    #expect(JSON.number(.nan).line == "null")
    #expect(JSON.float(-.infinity).line == "null")
  }
}
