// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
@testable import KernelSource
import Testing

/// Lists of lines that need not be reached: what they forgive, and when they are out of date.
@Suite struct LinesLeftOutTests {
  private func function(
    _ name: String, _ lines: [(Int, String, UInt64)], exemption: String? = nil
  ) -> FunctionCoverage {
    FunctionCoverage(
      name: name, file: "mm/hmm.c", extent: 1...99, refusal: nil, exemption: exemption,
      lines: lines.map { LineCoverage(number: $0.0, text: $0.1, runs: $0.2, branches: []) })
  }

  private var coverage: TextCoverage {
    TextCoverage(functions: [
      function(
        "walk",
        [
          (10, "if (late)", 4), (11, "goto out;", 0), (13, "count++;", 0), (14, "return 0;", 4),
          (16, "goto out;", 3), (20, "stop();", 0),
        ]),
      function("map", [(40, "return 0;", 0)], exemption: "no model"),
    ])
  }

  @Test func allMustBeReachedBut() throws {
    #expect(
      try LinesLeftOut(list: "").objections(to: coverage) == [
        "mm/hmm.c:11-13 walk is not reached", "mm/hmm.c:20 walk is not reached",
      ])
    #expect(
      try LinesLeftOut(list: "walk:11-13 never late").objections(to: coverage) == [
        "mm/hmm.c:20 walk is not reached"
      ])
    #expect(
      try LinesLeftOut(list: "walk:11-13 never late, walk \"stop();\" no need")
        .objections(to: coverage) == [])
  }

  @Test func ofAStretchOnlyWhatIsNamed() throws {
    let list = try LinesLeftOut(list: "walk:11 never late, walk:20 why")
    #expect(list.objections(to: coverage) == ["mm/hmm.c:13 walk is not reached"])
  }

  /// One text stands in two lines, one of which is reached.
  @Test func byTheTextOfTheLine() throws {
    let file = """
      # What cannot be late.
      walk "goto   out;" never late
      walk:13 never late

      walk "stop();" no need
      """
    #expect(try LinesLeftOut(file: file, name: "list").objections(to: coverage) == [])
  }

  @Test func entriesOutOfDate() throws {
    let file = """
      walk:11-14 never late
      walk "return 0;" never
      walk "go on;" never
      walk:90 never
      run:11 never
      walk:20 why
      """
    #expect(
      try LinesLeftOut(file: file, name: "list").objections(to: coverage) == [
        "list:1: walk:11-14: line 14 is reached",
        "list:2: walk \"return 0;\": the line is reached",
        "list:3: walk \"go on;\": the function has no such line with code",
        "list:4: walk:90: the function has no such line with code",
        "list:5: run:11: the text has no such function",
      ])
  }

  @Test(arguments: [
    ("walk:11", "list:1: 'walk:11' has no reason"),
    ("walk \"stop();\"", "list:1: 'walk \"stop();\"' has no reason"),
    ("walk 11 never", "list:1: 'walk' names no lines of a function"),
    ("walk:0 never", "list:1: 'walk:0' names no lines of a function"),
    ("walk:9-2 never", "list:1: 'walk:9-2' names no lines of a function"),
    ("walk:1-2-3 never", "list:1: 'walk:1-2-3' names no lines of a function"),
    (":3 never", "list:1: ':3' names no lines of a function"),
    ("walk \"stop(); never", "list:1: the text of 'walk' has no closing quote"),
  ])
  func whatIsNoEntry(_ entry: String, _ line: String) {
    let form =
      "; an entry is FUNCTION:FIRST-LAST REASON, or FUNCTION \"TEXT OF THE LINE\" REASON"
    #expect(throws: LinesLeftOut.Refusal(description: line + form)) {
      try LinesLeftOut(file: entry, name: "list")
    }
  }
}
