// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// What stands before the declarators of a declaration.
  struct Specifiers {
    var type = CType.int
    var isTypedef = false
    var isStatic = false
    var isExtern = false
  }

  /// Whether a declaration or a type name begins here.
  var seesType: Bool {
    let token = peek()
    guard token.kind == .identifier else { return false }
    if isTypeWord(token.text) { return true }
    if case .type? = meaning(of: token.text) { return true }
    return false
  }

  func isTypeWord(_ word: String) -> Bool { typeWords.contains(word) }

  mutating func specifiers() throws(Refusal) -> Specifiers {
    var specifiers = Specifiers()
    var words: [String] = []
    var other: CType?
    let start = position
    while peek().kind == .identifier {
      let token = peek()
      switch token.text {
      case "typedef": specifiers.isTypedef = true
      case "static": specifiers.isStatic = true
      case "extern": specifiers.isExtern = true
      case "const", "volatile", "restrict", "inline", "register", "__inline", "__inline__",
        "__restrict", "__const", "__volatile__", "_Noreturn", "__extension__", "auto":
        break
      case "__attribute__":
        try skipAttributes()
        continue
      case "void", "char", "short", "int", "long", "signed", "unsigned", "_Bool", "__signed__":
        guard other == nil else { throw Refusal(position, "'\(token.text)' not expected") }
        words.append(token.text)
      case "float", "double", "_Complex", "__int128", "_Atomic", "_Thread_local", "__auto_type",
        "_Alignas":
        throw Refusal(position, "\(token.text) is not supported")
      case "struct", "union", "enum", "typeof", "__typeof__", "__typeof":
        guard other == nil, words.isEmpty else {
          throw Refusal(position, "'\(token.text)' not expected")
        }
        other = try compound()
        continue
      default:
        guard other == nil, words.isEmpty, case .type(let type)? = meaning(of: token.text) else {
          return try finished(specifiers, words, other, start)
        }
        other = type
      }
      index += 1
    }
    return try finished(specifiers, words, other, start)
  }

  private func finished(
    _ specifiers: Specifiers, _ words: [String], _ other: CType?, _ start: Position
  ) throws(Refusal) -> Specifiers {
    var specifiers = specifiers
    if let other { specifiers.type = other } else { specifiers.type = try basic(words, start) }
    return specifiers
  }

  private mutating func compound() throws(Refusal) -> CType {
    let word = peek().text
    index += 1
    switch word {
    case "struct": return try structure()
    case "enum": return .integer(try enumeration())
    case "union": throw Refusal(position, "union is not supported")
    default:
      try expect("(")
      let type = seesType ? try typeName() : try expression().type
      try expect(")")
      return type
    }
  }

  private func basic(_ words: [String], _ start: Position) throws(Refusal) -> CType {
    var counts: [String: Int] = [:]
    for word in words { counts[word == "__signed__" ? "signed" : word, default: 0] += 1 }
    let longs = counts.removeValue(forKey: "long") ?? 0
    let isUnsigned = counts.removeValue(forKey: "unsigned") != nil
    let isSigned = counts.removeValue(forKey: "signed") != nil
    let hasInt = counts.removeValue(forKey: "int") != nil
    let rest = counts.keys.sorted()
    guard !(isUnsigned && isSigned), longs <= 2 else {
      throw Refusal(start, "unknown type '\(words.joined(separator: " "))'")
    }
    let plain = !isUnsigned && !isSigned && longs == 0 && !hasInt
    switch rest {
    case ["void"] where plain: return .void
    case ["_Bool"] where plain: return .bool
    case ["char"] where longs == 0 && !hasInt:
      return .integer(IntegerType(width: 8, isSigned: !isUnsigned))
    case ["short"] where longs == 0: return .integer(IntegerType(width: 16, isSigned: !isUnsigned))
    case [] where !words.isEmpty:
      return .integer(IntegerType(width: longs > 0 ? 64 : 32, isSigned: !isUnsigned))
    case []:
      let token = peek()
      if token.kind == .identifier {
        throw Refusal(position, "unknown type \(token.quoted)")
      }
      throw Refusal(position, "type expected before \(token.quoted)")
    default: throw Refusal(start, "unknown type '\(words.joined(separator: " "))'")
    }
  }

  mutating func skipAttributes() throws(Refusal) {
    while sees("__attribute__") || sees("asm") || sees("__asm__") {
      index += 1
      guard sees("(") else { throw Refusal(position, "attribute without parentheses") }
      var depth = 0
      repeat {
        if index >= tokens.count { throw Refusal(position, "attribute without an end") }
        if sees("(") { depth += 1 }
        if sees(")") { depth -= 1 }
        index += 1
      } while depth > 0
    }
  }
}

/// Words that begin a declaration.
private let typeWords: Set<String> = [
  "typedef", "static", "extern", "const", "volatile", "restrict", "inline", "register",
  "__inline", "__inline__", "__attribute__", "void", "char", "short", "int", "long", "signed",
  "unsigned", "_Bool", "float", "double", "struct", "union", "enum", "typeof", "__typeof__",
  "__typeof", "__auto_type", "_Atomic", "__int128", "__signed__", "_Noreturn", "auto",
  "_Complex", "_Thread_local", "_Alignas", "__const", "__restrict", "__volatile__",
]
