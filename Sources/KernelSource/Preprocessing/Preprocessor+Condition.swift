// SPDX-License-Identifier: GPL-2.0-or-later

extension Preprocessor {
  /// Whether the expression of an `#if` holds. `line` has its next token last.
  mutating func condition(_ line: [Token], _ directive: Token) throws(Refusal) -> Bool {
    var tokens: [Token] = []
    var rest = line
    // `defined` is answered before macros are expanded.
    while var token = rest.popLast() {
      if token.isIdentifier("defined") {
        var name = rest.popLast()
        if let open = name, open.isPunctuator("(") {
          name = rest.popLast()
          guard let close = rest.popLast(), close.isPunctuator(")") else {
            throw Refusal(token.position, "defined( without )")
          }
        }
        guard let name, name.kind == .identifier else {
          throw Refusal(token.position, "defined without a name")
        }
        token.kind = .number
        token.text = isDefined(name.text) ? "1" : "0"
      }
      tokens.append(token)
    }
    var expression = ConditionExpression(
      tokens: try expanded(tokens).reversed(), position: directive.position, limit: bounds.nesting)
    return try expression.evaluate()
  }
}

/// The integer expression of an `#if`: all arithmetic is in 64 bits.
struct ConditionExpression {
  /// What is left, next token last.
  private var tokens: [Token]
  private let position: Position
  private let limit: Int
  private var depth = 0

  init(tokens: [Token], position: Position, limit: Int) {
    self.tokens = tokens
    self.position = position
    self.limit = limit
  }

  private struct Value {
    var bits: UInt64
    var isUnsigned = false
    var isTrue: Bool { bits != 0 }
    init(_ bits: UInt64, isUnsigned: Bool = false) {
      self.bits = bits
      self.isUnsigned = isUnsigned
    }
    init(_ truth: Bool) { bits = truth ? 1 : 0 }
  }

  mutating func evaluate() throws(Refusal) -> Bool {
    let value = try conditional(isUsed: true)
    if let extra = tokens.last {
      throw Refusal(extra.origin, "\(extra.quoted) not expected in #if")
    }
    return value.isTrue
  }

  private mutating func take(_ spelling: String) -> Bool {
    guard let token = tokens.last, token.isPunctuator(spelling) else { return false }
    tokens.removeLast()
    return true
  }

  private mutating func conditional(isUsed: Bool) throws(Refusal) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth < limit else { throw Refusal(position, "#if nested too deeply") }
    let test = try binary(0, isUsed: isUsed)
    guard take("?") else { return test }
    var first = try conditional(isUsed: isUsed && test.isTrue)
    guard take(":") else { throw Refusal(position, "? without : in #if") }
    var second = try conditional(isUsed: isUsed && !test.isTrue)
    first.isUnsigned = first.isUnsigned || second.isUnsigned
    second.isUnsigned = first.isUnsigned
    return test.isTrue ? first : second
  }

  private mutating func binary(_ lowest: Int, isUsed: Bool) throws(Refusal) -> Value {
    var left = try unary(isUsed: isUsed)
    while let token = tokens.last, token.kind == .punctuator,
      let precedence = binaryPrecedence[token.text], precedence >= lowest
    {
      tokens.removeLast()
      var needed = isUsed
      if token.text == "&&" { needed = isUsed && left.isTrue }
      if token.text == "||" { needed = isUsed && !left.isTrue }
      let right = try binary(precedence + 1, isUsed: needed)
      left = try apply(token, left, right, isUsed: isUsed)
    }
    return left
  }

  private func apply(
    _ token: Token, _ a: Value, _ b: Value, isUsed: Bool
  ) throws(Refusal) -> Value {
    let isUnsigned = a.isUnsigned || b.isUnsigned
    let x = Int64(bitPattern: a.bits)
    let y = Int64(bitPattern: b.bits)
    func less(_ a: UInt64, _ b: UInt64) -> Bool {
      isUnsigned ? a < b : Int64(bitPattern: a) < Int64(bitPattern: b)
    }
    switch token.text {
    case "&&": return Value(a.isTrue && b.isTrue)
    case "||": return Value(a.isTrue || b.isTrue)
    case "==": return Value(a.bits == b.bits)
    case "!=": return Value(a.bits != b.bits)
    case "<": return Value(less(a.bits, b.bits))
    case ">": return Value(less(b.bits, a.bits))
    case "<=": return Value(!less(b.bits, a.bits))
    case ">=": return Value(!less(a.bits, b.bits))
    case "|": return Value(a.bits | b.bits, isUnsigned: isUnsigned)
    case "^": return Value(a.bits ^ b.bits, isUnsigned: isUnsigned)
    case "&": return Value(a.bits & b.bits, isUnsigned: isUnsigned)
    case "+": return Value(a.bits &+ b.bits, isUnsigned: isUnsigned)
    case "-": return Value(a.bits &- b.bits, isUnsigned: isUnsigned)
    case "*": return Value(a.bits &* b.bits, isUnsigned: isUnsigned)
    case "<<": return Value(a.bits << (b.bits & 63), isUnsigned: a.isUnsigned)
    case ">>":
      if a.isUnsigned { return Value(a.bits >> (b.bits & 63), isUnsigned: true) }
      return Value(UInt64(bitPattern: x >> (y & 63)))
    case "/", "%":
      guard isUsed else { return Value(0, isUnsigned: isUnsigned) }
      guard y != 0, isUnsigned || !(x == .min && y == -1) else {
        throw Refusal(token.origin, "division by zero in #if")
      }
      if isUnsigned {
        return Value(token.text == "/" ? a.bits / b.bits : a.bits % b.bits, isUnsigned: true)
      }
      return Value(UInt64(bitPattern: token.text == "/" ? x / y : x % y))
    default: throw Refusal(token.origin, "\(token.quoted) not expected in #if")
    }
  }

  private mutating func unary(isUsed: Bool) throws(Refusal) -> Value {
    guard let token = tokens.popLast() else {
      throw Refusal(position, "#if without an expression")
    }
    depth += 1
    defer { depth -= 1 }
    guard depth < limit else { throw Refusal(position, "#if nested too deeply") }
    switch (token.kind, token.text) {
    case (.punctuator, "!"): return Value(!(try unary(isUsed: isUsed).isTrue))
    case (.punctuator, "-"):
      let value = try unary(isUsed: isUsed)
      return Value(0 &- value.bits, isUnsigned: value.isUnsigned)
    case (.punctuator, "~"):
      let value = try unary(isUsed: isUsed)
      return Value(~value.bits, isUnsigned: value.isUnsigned)
    case (.punctuator, "+"): return try unary(isUsed: isUsed)
    case (.punctuator, "("):
      let value = try conditional(isUsed: isUsed)
      guard take(")") else { throw Refusal(token.origin, "( without ) in #if") }
      return value
    case (.number, _):
      guard let number = NumberLiteral(token.text) else { break }
      return Value(
        number.value,
        isUnsigned: token.text.lowercased().contains("u") || number.value > Int64.max)
    case (.character, _):
      guard let bytes = unescaped(token.text), bytes.count == 1 else { break }
      return Value(UInt64(bytes[0]))
    // What is no macro counts as 0.
    case (.identifier, _): return Value(0)
    default: break
    }
    throw Refusal(token.origin, "\(token.quoted) not expected in #if")
  }
}

/// How tightly the operators of two operands bind; the comma, `?:` and assignments come below.
let binaryPrecedence: [String: Int] = [
  "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, ">": 7, "<=": 7, ">=": 7,
  "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10,
]
