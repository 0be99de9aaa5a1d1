// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import Protocol

/// Drivers as files.
@Suite struct DriverFileTests {
  @Test(arguments: Driver.all.map(\.name))
  func aDriverSurvivesItsFile(name: String) throws {
    let driver = try #require(Driver.named(name))
    try driver.validate()
    let text = DriverFile.encode(driver)
    #expect(try DriverFile.decode(Array(text.utf8), file: "input") == driver)
  }

  private func refusal(_ text: String) -> String {
    do {
      _ = try DriverFile.decode(Array(text.utf8), file: "a.json")
      return "read"
    } catch { return error.description }
  }

  private func file(_ rest: String) -> String {
    "{\"format\": 1, \"name\": \"mine\", " + rest + "}"
  }

  @Test func whatIsWrongIsNamed() {
    let steps = #""steps": ["read-sequence", "lock-mmap", "walk", "unlock-mmap"]"#
    #expect(refusal(file(steps)) == "read")
    #expect(
      refusal(file(#""steps": ["read-sequence", "walk"]"#))
        == "a.json: steps[1]: walks without the mmap lock")
    #expect(
      refusal(file(#""steps": ["lock-mmap", "walk"]"#))
        == "a.json: onBusy: \"read-sequence\" is no step; name a step that occurs once")
    #expect(
      refusal(file(steps + #", "onBusy": "unlock-driver""#))
        == "a.json: onBusy: \"unlock-driver\" is no step; name a step that occurs once")
    #expect(
      refusal(file(#""steps": ["reed-sequence"]"#))
        == "a.json: steps[0]: \"reed-sequence\" is no step; did you mean \"read-sequence\"?")
    #expect(
      refusal(file(steps + #", "colour": 1"#)).hasPrefix("a.json: unknown field \"colour\""))
    #expect(
      refusal(file(steps + #", "pagesPerPass": 1"#))
        == "a.json: pagesPerPass: 1 without the step \"next-pages\"; add it")
    #expect(
      refusal(#"{"format": 2, "name": "mine"}"#) == "a.json: format: 2; this version reads 1")
    #expect(refusal("{").hasPrefix("a.json:1:2: "))
  }

  /// A fix that is taken out of a driver and given back changes nothing.
  @Test(arguments: ProtocolFix.allCases)
  func fixesComeAndGo(fix: ProtocolFix) {
    let driver = Driver.reference.with(.useAfterCheck)
    let without = driver.without(fix)
    #expect(without != driver || fix == .useAfterCheck)
    #expect(ProtocolFix(id: fix.id) == fix)
    if ![.refillOnRetry, .useAfterCheck].contains(fix) { #expect(without.with(fix) == driver) }
  }
}
