// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// The value of an expression before the program runs: a number or the address of what is static.
  func staticValue(_ expression: Expression) -> UInt64? {
    switch expression.kind {
    case .constant(let value): return value
    case .function(let callable): return Pointer.function(callable)
    case .address(let object): return staticAddress(object)
    case .convert(let operand):
      let isWord = expression.type.isPointer || expression.type.arithmetic?.width == 64
      return isWord ? staticValue(operand) : nil
    case .advance(let pointer, let count, let cells):
      guard let base = staticValue(pointer), let count = count.constant else { return nil }
      return base &+ count &* UInt64(cells)
    default: return nil
    }
  }

  private func staticAddress(_ object: Expression) -> UInt64? {
    switch object.kind {
    case .global(let index): Pointer.object(index)
    case .member(let base, let cell, nil): staticAddress(base).map { $0 &+ UInt64(cell) }
    case .dereference(let pointer): staticValue(pointer)
    default: nil
    }
  }

  /// The bytes of one or more string literals.
  mutating func stringLiteral() throws(Refusal) -> [UInt8] {
    var bytes: [UInt8] = []
    while peek().kind == .string {
      guard let part = unescaped(peek().text) else { throw Refusal(position, "wrong string") }
      bytes += part
      index += 1
    }
    return bytes
  }
}
