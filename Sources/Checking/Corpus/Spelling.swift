// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// How words and flags are spelled in files.

extension PfnWord {
  /// The one spelling of a word in files: all bits as a number, and the named ones by name.
  /// `0xc000000000000000 F W`, `0x0 -`, `0xffffffffffffffff all`.
  public static func spelled(_ word: UInt64) -> String {
    "\(hexadecimal(word)) \(flags(word))"
  }

  /// The named bits of a word; unlike ``describe(_:)`` without the others, since these can be seen
  /// in the number.
  private static func flags(_ word: UInt64) -> String {
    if word == .max { return "all" }
    let names = named.filter { word & $0.bit != 0 }.map(\.name)
    return names.isEmpty ? "-" : names.joined(separator: " ")
  }

  /// The bits that `text` names; nil with the misspelt or repeated name.
  fileprivate static func bits(_ names: [Substring]) -> (word: UInt64, problem: String?) {
    if names == ["-"] { return (0, nil) }
    if names == ["all"] { return (.max, nil) }
    var word: UInt64 = 0
    for name in names {
      guard let bit = named.first(where: { $0.name == name })?.bit else {
        let known = named.map(\.name) + ["all", "-"]
        return (
          0, "\(quoted(String(name))) is no flag; \(suggestion(for: String(name), among: known))"
        )
      }
      if word & bit != 0 { return (0, "\(name) occurs twice; remove one of them") }
      word |= bit
    }
    return (word, nil)
  }

  fileprivate static let namedBits = named.reduce(0) { $0 | $1.bit }

  fileprivate static func misspelt(_ number: UInt64, _ flags: UInt64) -> String {
    "the number and the flags disagree; write \"\(spelled(number))\" or \"\(spelled(flags))\""
  }
}

/// `0x2a`: without leading zeros.
public func hexadecimal(_ word: UInt64) -> String { "0x" + String(word, radix: 16) }

extension Field {
  /// A 64-bit number as ``hexadecimal(_:)`` writes it; capital letters and leading zeros will do.
  func number64() throws(FieldError) -> UInt64 { try number64(try string()[...]) }

  private func number64(_ text: Substring) throws(FieldError) -> UInt64 {
    let digits = text.dropFirst(2)
    guard text.hasPrefix("0x"), (1...16).contains(digits.utf8.count),
      digits.allSatisfy(\.isHexDigit), let number = UInt64(digits, radix: 16)
    else {
      throw error("\(quoted(String(text))) is no number; must be 0x and 1 to 16 hexadecimal digits")
    }
    return number
  }

  /// A word as ``PfnWord/spelled(_:)`` writes it. By hand the number can be left out where the
  /// flags say everything: `F W`. Where both are there they must agree.
  func word() throws(FieldError) -> UInt64 {
    let text = try string()
    var parts = text.split(separator: " ", maxSplits: 16, omittingEmptySubsequences: false)
    var number: UInt64?
    if let first = parts.first, first.hasPrefix("0x") {
      let word = try number64(first)
      number = word
      parts.removeFirst()
      if parts.isEmpty {
        throw error("\(quoted(text)) without its flags; write \"\(PfnWord.spelled(word))\"")
      }
    }
    let (flags, problem) = PfnWord.bits(parts)
    if let problem { throw error(problem) }
    guard let number else { return flags }
    // Bits without a name stand in the number only.
    let unnamed = flags == .max ? 0 : number & ~PfnWord.namedBits
    if flags | unnamed != number { throw error(PfnWord.misspelt(number, flags | unnamed)) }
    return number
  }

  /// The flags of a VMA: `READ WRITE`, or `-` for none.
  func vmaFlags() throws(FieldError) -> VMA.Flags {
    let text = try string()
    if text == "-" { return [] }
    var flags: VMA.Flags = []
    for name in text.split(separator: " ", maxSplits: 16, omittingEmptySubsequences: false) {
      guard let flag = VMA.Flags.named.first(where: { $0.name == name })?.flag else {
        let known = VMA.Flags.named.map(\.name) + ["-"]
        let hint = suggestion(for: String(name), among: known)
        throw error("\(quoted(String(name))) is no flag of a VMA; \(hint)")
      }
      if !flags.insert(flag).inserted { throw error("\(name) occurs twice; remove one of them") }
    }
    return flags
  }
}

extension VMA.Flags {
  /// The spelling in files, in the order of ``named``.
  public var spelled: String {
    let names = VMA.Flags.named.filter { contains($0.flag) }.map(\.name)
    return names.isEmpty ? "-" : names.joined(separator: " ")
  }
}
