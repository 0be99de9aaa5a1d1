// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import KernelSource
import KernelWalk
import Testing

/// Damaged texts of a whole walk: each is refused in a line, or is read, run and judged, without a
/// trap, a hang or memory without end.
///
/// The text is that of the tests' own tree, or of the tree that `HMMCHECK_TREE` names.
@Suite struct KernelTextFuzzTests {
  static let files = Result {
    try KernelTree(ProcessInfo.processInfo.environment["HMMCHECK_TREE"] ?? Fixture.url.path).read()
  }

  /// How a text is damaged.
  enum Damage: CaseIterable {
    case truncated, characters, words, lines
  }

  @Test(arguments: Damage.allCases) func damaged(_ damage: Damage) throws {
    let files = try Self.files.get()
    var random = SplitMix64(seed: 7)
    var (read, refused, judged) = (0, 0, 0)
    for round in 0..<60 {
      var (walk, header) = (files.walk, files.header)
      if round % 4 == 3 {
        header = Self.damage(header, damage, &random)
      } else {
        walk = Self.damage(walk, damage, &random)
      }
      let copy = KernelFiles(
        name: files.name, place: files.place, version: files.version, walk: walk, header: header)
      let kernel: Kernel
      do {
        kernel = try Fixture.kernel(copy)
      } catch {
        let line = "\(error)"
        #expect(!line.isEmpty && !line.contains("\n") && line.count < 500, "\(line)")
        refused += 1
        continue
      }
      read += 1
      judged += Self.judged(kernel)
    }
    #expect(read + refused == 60)
    #expect(damage == .truncated || judged > 0)
  }

  /// How many of a few scenarios could be judged.
  private static func judged(_ kernel: Kernel) -> Int {
    let target = Target(kernel)
    var runnable = Runnable(target)
    var generator = Generator(profile: Profile(revision: target.revision))
    return (UInt64(0)..<12).count { !runnable.run(generator.scenario(seed: $0)).undetermined }
  }

  private static func damage(
    _ text: String, _ damage: Damage, _ random: inout SplitMix64
  ) -> String {
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(max(bound, 1))) }
    var bytes = Array(text.utf8)
    switch damage {
    case .truncated: bytes = Array(bytes.prefix(below(bytes.count)))
    case .characters:
      let characters = Array("(){}[];,*&#\"'\\ \n0a<>=-+.?:!~|^%/".utf8)
      for _ in 0...below(4) {
        let (place, character) = (below(bytes.count), characters[below(characters.count)])
        switch below(3) {
        case 0: bytes[place] = character
        case 1: bytes.insert(character, at: place)
        default: bytes.remove(at: place)
        }
      }
    case .words, .lines:
      let separator = UInt8(ascii: damage == .words ? " " : "\n")
      var parts = bytes.split(separator: separator, omittingEmptySubsequences: false)
      for _ in 0...below(3) { parts.swapAt(below(parts.count), below(parts.count)) }
      bytes = Array(parts.joined(separator: [separator]))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
