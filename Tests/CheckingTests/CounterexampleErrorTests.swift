// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Testing

/// Whole messages about the fields around a scenario.
@Suite struct CounterexampleErrorTests {
  @Test(arguments: [
    (
      #""name": "A_b""#,
      "name: \"A_b\" is no name; must be words of a-z and 0-9 joined by hyphens, at most 100 letters"
    ),
    (
      #""name": "a--b""#,
      "name: \"a--b\" is no name; must be words of a-z and 0-9 joined by hyphens, at most 100 letters"
    ),
    (
      #""name": """#,
      "name: \"\" is no name; must be words of a-z and 0-9 joined by hyphens, at most 100 letters"
    ),
    (#""title": " ""#, "title: empty; must be a text of one line"),
    (
      #""title": "a\nb""#,
      "title: has character 0xa; must be one line, without invisible characters"
    ),
    (#""clause": 6"#, "clause: a number; must be a string"),
    (#""subject": "v5.8""#, "subject: a string; must be an object"),
    (#""subject": {}"#, "subject.revision: missing; add \"revision\": …"),
    (
      #""subject": {"revision": "v5.8", "without": ["a", "a"]}"#,
      "subject.without[1]: \"a\" occurs twice; remove one of them"
    ),
    (#""violates": [""]"#, "violates[0]: empty; must be a text of one line"),
    (#""fixedBy": "a""#, "fixedBy: a string; must be a list"),
    (#""note": ["a"]"#, "note: a list; must be a string"),
    (#""provenance": {"seed": 7, "generator": 1}"#, "provenance.seed: a number; must be a string"),
    (
      #""provenance": {"seed": "7", "generator": 1}"#,
      "provenance.seed: \"7\" is no number; must be 0x and 1 to 16 hexadecimal digits"
    ),
    (#""provenance": {"seed": "0x7"}"#, "provenance.generator: missing; add \"generator\": 0"),
    (
      #""provenance": {"generator": -1}"#,
      "provenance.generator: -1 is negative; 0 stands for \"by hand\""
    ),
    (
      #""minimal": "maybe""#,
      "minimal: \"maybe\" is no word on minimality; must be one of proved"
    ),
    (#""minimal": "proved""#, "minimalBound: missing; add \"minimalBound\": …"),
    (
      #""minimal": "proved", "minimalBound": "1 page""#,
      "unique: missing; add \"unique\": false"
    ),
    (
      #""minimal": "proved", "minimalBound": "1 page", "unique": 1"#,
      "unique: a number; must be true or false"
    ),
    (
      #""minimal": "proved", "minimalBound": "1 page", "unique": true, "free": ["a", "a"]"#,
      "free[1]: \"a\" occurs twice; remove one of them"
    ),
    (#""free": []"#, "free: without \"minimal\"; add it, or leave this out"),
    (#""unique": true"#, "unique: without \"minimal\"; add it, or leave this out"),
    (#""scenario": []"#, "scenario: a list; must be an object"),
    (
      #""scenario": {"format": 1}"#,
      "scenario: unknown field \"format\"; must be one of geometry, count, start, vmas, puds, pmds, ptes, requests, defaultFlags, pfnFlagsMask, snapshotCall, mayDropLock, invalidated, pagemapLookups, accessedBits, faults, events, passes, unlocked"
    ),
    (#""fixdBy": []"#, "unknown field \"fixdBy\"; did you mean \"fixedBy\"?"),
  ])
  func counterexamples(_ fields: String, _ message: String) {
    #expect(refusal(counterexample(with: fields)) == "x.json: " + message)
  }

  @Test func whatHoldsIsNotViolated() {
    #expect(
      refusal(counterexample(with: #""holds": ["v5.8", "v5.9"], "violates": ["v5.9"]"#))
        == "x.json: holds[1]: \"v5.9\" stands in \"violates\" too; remove one of them")
    #expect(refusal(counterexample(with: #""holds": ["v5.8"], "violates": ["v5.9"]"#)) == nil)
  }

  @Test(arguments: ["name", "title", "clause", "subject", "provenance", "scenario"])
  func whatIsMissing(_ field: String) {
    let text = counterexample(with: "\"\(field)\": 0").replacing(", \"\(field)\": 0", with: "")
    #expect(refusal(text)?.hasPrefix("x.json: \(field): missing; add \"\(field)\": ") == true)
  }
}
