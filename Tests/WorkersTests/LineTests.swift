// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import Workers

@Suite struct LineTests {
  private func lines(_ pieces: [String]) -> [String] {
    var buffer = LineBuffer()
    var lines: [String] = []
    for piece in pieces {
      buffer.append(Array(piece.utf8)[...])
      while let line = buffer.next() { lines.append(line) }
    }
    return lines
  }

  @Test func linesComeInAnyPieces() {
    #expect(lines(["a\nb", "c", "\n\n", "d"]) == ["a", "bc", ""])
    #expect(lines(["one\ntwo\n"].joined().map(String.init)) == ["one", "two"])
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), ("a\nb\n", "b"), ("a\n\n  \n", "a"), ("\u{1b}[1mbold\u{7}\n", "[1mbold"),
    (String(repeating: "x", count: 2000), String(repeating: "x", count: 500)),
    (
      "a.swift:7: Fatal error: boom\nCurrent stack trace:\n0    libc.so\n1    a.so\n",
      "a.swift:7: Fatal error: boom"
    ),
  ])
  func theLastLineCounts(_ text: String, _ line: String) {
    var tail = LineTail()
    for byte in text.utf8 { tail.append([byte]) }
    #expect(tail.line == line)
  }

  @Test func onlyTheEndIsKept() {
    var tail = LineTail()
    for _ in 0..<20_000 { tail.append(Array("earlier\n".utf8)[...]) }
    tail.append(Array("last".utf8)[...])
    #expect(tail.line == "last")
  }
}
