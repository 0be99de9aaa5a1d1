// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Testing

/// Damaged files decode or are refused; they never stop the process.
@Suite struct FuzzTests {
  @Test func damagedFiles() {
    var random = SeededGenerator(state: 3)
    let files = (0..<40).map { number -> [UInt8] in
      let contents: CaseFile =
        number.isMultiple(of: 2)
        ? .scenario(.random(using: &random, changes: 30))
        : .counterexample(.random(using: &random))
      return Array(CounterexampleFile.encode(contents).utf8)
    }
    var accepted = 0
    for _ in 0..<20_000 {
      var bytes = random.oneOf(files)
      for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&bytes, &random) }
      do {
        let contents = try CounterexampleFile.decode(bytes)
        accepted += 1
        // What is accepted can be used and written.
        try contents.scenario.validate()
        let again = Array(CounterexampleFile.encode(contents).utf8)
        #expect(try CounterexampleFile.decode(again) == contents)
      } catch let error as FileError {
        let text = "\(error)"
        if text.contains(where: \.isNewline) || !text.hasPrefix("input:") {
          Issue.record("not one line: \(text)")
        }
      } catch {
        Issue.record("\(error)")
      }
    }
    // Damage within a text or a number is often none; otherwise the mutations would be too coarse.
    #expect((100..<10_000).contains(accepted))
  }

  @Test func anyBytes() {
    var random = SeededGenerator(state: 4)
    for length in 0..<2000 {
      let bytes = (0..<length % 60).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(throws: FileError.self) { try CounterexampleFile.decode(bytes) }
    }
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard let place = bytes.indices.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes.removeSubrange(place...)
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(.random(in: 0...255, using: &random), at: place)
    case 4: swapTokens(&bytes, &random)
    case 5: bytes.insert(contentsOf: random.oneOf(fragments).utf8, at: place)
    default:
      let tokens = tokens(bytes)
      if tokens.isEmpty { return }
      let token = random.oneOf(tokens)
      bytes.replaceSubrange(token, with: random.oneOf(fragments).utf8)
    }
  }

  private let fragments = [
    "null", "true", "-1", "0", "1e400", "1.5", "99999999999999999999", "1099511627777", "\"\"",
    "{}", "[]", "{\"repeat\": 4096, \"kind\": \"none\"}", "\"\\ud800\"", "\"\\u0000\"", "\u{feff}",
    String(repeating: "[", count: 500), String(repeating: "{\"a\":", count: 300), "\"writable\"",
    "\"pud\"", "\"F W\"", "9223372036854775807", "-9223372036854775808", "\"F W ERROR all\"",
  ]

  /// Exchanges two values, names or marks.
  private func swapTokens(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let tokens = tokens(bytes)
    if tokens.count < 2 { return }
    let one = random.oneOf(tokens)
    let other = random.oneOf(tokens)
    if one.overlaps(other) { return }
    let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
    let (left, right) = (bytes[first], bytes[second])
    bytes.replaceSubrange(second, with: left)
    bytes.replaceSubrange(first, with: right)
  }

  private func tokens(_ bytes: [UInt8]) -> [Range<Int>] {
    bytes.indices
      .split { b in " \n,:[]{}".utf8.contains(bytes[b]) }
      .map { $0.startIndex..<$0.endIndex }
  }
}
