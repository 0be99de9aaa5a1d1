// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Testing

/// Bytes that are no JSON, with line and column.
@Suite struct JSONErrorTests {
  @Test(arguments: [
    ("", "1:1: the file ends; expected a value"),
    (" \n\t[1,\n  2", "3:4: the file ends; expected , or ]"),
    ("{} x", "1:4: x; expected the end of the file"),
    ("{\"a\": 1,}", "1:9: }; expected a name in quotes"),
    ("{,}", "1:2: ,; expected a name in quotes, or }"),
    ("{\"a\" 1}", "1:6: 1; expected :"),
    ("{\"a\": 1 \"b\": 2}", "1:9: \"; expected , or }"),
    ("[1, ]", "1:5: ]; expected a value"),
    ("// note\n{}", "1:1: /; expected a value"),
    ("{\"ä\": tru}", "1:7: t; expected a value"),
    ("[01]", "1:3: a number with leading zeros; remove them"),
    ("[-]", "1:3: ]; expected a digit"),
    ("[1.]", "1:4: ]; expected a digit"),
    ("[1e+]", "1:5: ]; expected a digit"),
    ("[+1]", "1:2: +; expected a value"),
    ("[NaN]", "1:2: N; expected a value"),
    ("\"a\n\"", "1:3: the end of the line; expected a closing quote"),
    ("\"a", "1:3: the file ends; expected a closing quote"),
    ("\"\\x\"", "1:3: x; expected one of \" \\ / b f n r t u after the backslash"),
    ("\"\\u12g4\"", "1:6: g; expected a hexadecimal digit"),
    ("\"\\ud800\"", "1:2: half of a surrogate pair; both halves must stand together"),
    ("\"\\udc00\\ud800\"", "1:2: half of a surrogate pair; both halves must stand together"),
    ("\u{feff}{}", "1:1: a byte order mark; remove it"),
    (
      "{\"count\": 1,\n \"count\": 2}",
      "2:2: \"count\" occurs twice in one object; remove one of them"
    ),
    (
      "{\"a\": [{\"b\\n\": 1, \"b\\u000a\": 2}]}",
      "1:19: \"b\\u{a}\" occurs twice in one object; remove one of them"
    ),
  ])
  func noJSON(_ text: String, _ message: String) {
    #expect(refusal(text) == "x.json:" + message)
  }

  @Test func bytesThatAreNoText() {
    #expect(refusal([0x5b, 0x22, 0xff, 0x22, 0x5d]) == "x.json:1:3: byte 0xff is not UTF-8")
    #expect(refusal([0x22, 0xc0, 0x80, 0x22]) == "x.json:1:2: byte 0xc0 is not UTF-8")
    #expect(refusal([0x22, 0xe2, 0x82]) == "x.json:1:2: byte 0xe2 is not UTF-8")
    #expect(refusal([0x00]) == "x.json:1:1: byte 0x0; expected a value")
  }

  @Test func tooMuch() {
    #expect(
      refusal(String(repeating: "[", count: 1_000_000)) == "x.json:1:33: nested more than 32 deep")
    #expect(
      refusal(String(repeating: "{\"a\":", count: 500_000))
        == "x.json:1:161: nested more than 32 deep")
    let large = [UInt8](repeating: 0x20, count: 4 << 20)
    #expect(refusal(large) == "x.json:1:4194305: the file ends; expected a value")
    #expect(refusal(large + [0x20]) == "x.json: too large; at most 4194304 bytes (4 MiB)")
  }

  @Test func escapesAreRead() {
    #expect(
      refusal(#"{"format": 1, "\u0063ount": 1, "geometry": "\ud83d\udc27\"\\\/\b\f\n\r\t"}"#)
        == #"x.json: geometry: "🐧"\/\u{8}\u{c}\u{a}\u{d}\u{9}" is no geometry; "#
        + "must be one of small, small-split, x86-64")
  }
}
