// SPDX-License-Identifier: GPL-2.0-or-later

extension SMTLIB {
  /// The symbol of the unknown called `name`; two names never have one symbol.
  ///
  /// Most names stand as they are, some in bars. What no symbol may hold (bars, backslashes, and
  /// here whatever is not printable ASCII) becomes `%` and two hexadecimal digits, and such a symbol
  /// is marked by `unknown:`, as is one that means something else to a solver: `|and|` is `and`.
  static func symbol(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy(isPrintable) && !name.isEmpty
    guard isPlain, !name.hasPrefix(mark), !isTaken(name) else {
      return "|\(mark)\(encoded(name))|"
    }
    let isSimple =
      name.utf8.allSatisfy(isSimple) && !name.utf8.prefix(1).contains { 48...57 ~= $0 }
    return isSimple ? name : "|\(name)|"
  }

  private static let mark = "unknown:"

  /// Whether `name` is one of our definitions, or a word of the language or of its logic.
  private static func isTaken(_ name: String) -> Bool {
    if words.contains(name) || name.hasPrefix("bv") { return true }
    // Kept for solvers.
    if name.hasPrefix("@") || name.hasPrefix(".") { return true }
    // Definitions are n and a number.
    return name.hasPrefix("n") && name.utf8.dropFirst().allSatisfy { 48...57 ~= $0 }
  }

  private static func isPrintable(_ byte: UInt8) -> Bool {
    0x20..<0x7f ~= byte && byte != UInt8(ascii: "|") && byte != UInt8(ascii: "\\")
  }

  private static func isSimple(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "~!@$%^&*_-+=<>.?/".utf8.contains(byte)
    }
  }

  private static func encoded(_ name: String) -> String {
    name.utf8.reduce(into: "") { text, byte in
      if isPrintable(byte), byte != UInt8(ascii: "%") {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16)
        text += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }

  /// Reserved words, and functions of Core, of bit vectors and of solvers beside them.
  private static let words: Set<String> = [
    "!", "_", "as", "BINARY", "DECIMAL", "exists", "forall", "HEXADECIMAL", "let", "match",
    "NUMERAL", "par", "STRING", "assert", "check-sat", "check-sat-assuming", "declare-const",
    "declare-datatype", "declare-datatypes", "declare-fun", "declare-sort", "define-fun",
    "define-fun-rec", "define-funs-rec", "define-sort", "echo", "exit", "get-assertions",
    "get-assignment", "get-info", "get-model", "get-option", "get-proof", "get-unsat-assumptions",
    "get-unsat-core", "get-value", "pop", "push", "reset", "reset-assertions", "set-info",
    "set-logic", "set-option", "true", "false", "not", "=>", "and", "or", "xor", "=", "distinct",
    "ite", "Bool", "BitVec", "concat", "extract", "repeat", "zero_extend", "sign_extend",
    "rotate_left", "rotate_right", "if", "iff", "implies", "Int", "Real", "Array", "select",
    "store", "const", "+", "-", "*", "/", "div", "mod", "abs", "<", "<=", ">", ">=",
  ]
}
