// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

@testable import KernelSource

/// Damaged text: it is read or refused, and what is read can be run, without a trap or a hang.
struct TextFuzzTests {
  private static func text(_ file: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "CSamples")
    return Array(try Data(contentsOf: folder.appending(path: "\(file).c")))
  }

  /// Reads the text and runs each of its functions once, with little fuel.
  private func tryOut(_ bytes: [UInt8], _ words: inout Words) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let program = try? read(text) else { return }
    for name in program.functions {
      guard let function = program.function(name) else { continue }
      let arguments = (0..<program.parameterCount(of: function)).map { _ in words.edge() }
      _ = runConcrete(program, name, arguments, fuel: 300)
    }
  }

  @Test(arguments: SampleTests.files)
  func truncated(_ file: String) throws {
    let bytes = try Self.text(file)
    var words = Words(seed: 3)
    for _ in 0..<12 { tryOut(Array(bytes.prefix(Int(words.next() % UInt64(bytes.count)))), &words) }
  }

  @Test(arguments: SampleTests.files)
  func edited(_ file: String) throws {
    let original = try Self.text(file)
    var words = Words(seed: 4)
    let characters = Array("(){}[];,*&#\"'\\ \n0a<>=-+.?:!~|^%/".utf8)
    for _ in 0..<12 {
      var bytes = original
      for _ in 0..<(1 + words.next() % 8) {
        let place = Int(words.next() % UInt64(bytes.count))
        let character = characters[Int(words.next() % UInt64(characters.count))]
        switch words.next() % 3 {
        case 0: bytes[place] = character
        case 1: bytes.insert(character, at: place)
        default: bytes.remove(at: place)
        }
      }
      tryOut(bytes, &words)
    }
  }

  @Test(arguments: SampleTests.files)
  func swapped(_ file: String) throws {
    let tokens = try Lexer.tokens(
      of: String(decoding: Self.text(file), as: UTF8.self), file: 0)
    var words = Words(seed: 5)
    for _ in 0..<12 {
      var copy = tokens
      for _ in 0..<(1 + words.next() % 6) {
        let a = Int(words.next() % UInt64(copy.count))
        let b = Int(words.next() % UInt64(copy.count))
        let text = copy[a].text
        copy[a].text = copy[b].text
        copy[b].text = text
      }
      let text = copy.map { ($0.startsLine ? "\n" : " ") + $0.text }.joined()
      tryOut(Array(text.utf8), &words)
    }
  }

  @Test func noise() {
    var words = Words(seed: 6)
    for _ in 0..<60 {
      let bytes = (0..<200).map { _ in UInt8(truncatingIfNeeded: words.next()) }
      tryOut(bytes, &words)
    }
  }
}
