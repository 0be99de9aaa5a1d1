// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Testing

@Suite struct NearestTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("cuont", "count", 1),
    ("abcd", "badc", 2), ("ca", "abc", 3), ("é", "e", 1), ("same", "same", 0),
  ])
  func distance(_ left: String, _ right: String, _ expected: Int) {
    #expect(editDistance(left, right) == expected)
    #expect(editDistance(right, left) == expected)
  }

  @Test func theNearestOfThose() {
    let names = ["count", "start", "vmas", "ptes", "pmds"]
    #expect(nearest(to: "cont", among: names) == "count")
    #expect(nearest(to: "ptds", among: names) == "ptes")
    #expect(nearest(to: "pages", among: names) == nil)
    #expect(nearest(to: "", among: names + ["", "a"]) == nil)
    #expect(nearest(to: "x", among: ["F", "W"]) == nil)
    #expect(nearest(to: "w", among: ["F", "W"]) == "W")
    #expect(nearest(to: "read", among: ["ready", "READ"]) == "READ")
    #expect(nearest(to: "count", among: [String]()) == nil)
  }

  @Test func suggestions() {
    #expect(suggestion(for: "flase", among: ["true", "false"]) == "did you mean \"false\"?")
    #expect(suggestion(for: "maybe", among: ["true", "false"]) == "must be one of true, false")
  }

  @Test func aLongWordTakesNoTime() {
    #expect(nearest(to: String(repeating: "a", count: 4 << 20), among: ["count"]) == nil)
  }
}
