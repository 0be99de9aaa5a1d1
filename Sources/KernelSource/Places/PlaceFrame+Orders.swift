// SPDX-License-Identifier: GPL-2.0-or-later

/// Where words tell the order of a mapping, and which orders are right in both geometries.
struct MappingOrders {
  let shift: UInt64
  private let ofLevel: [PlaceLevel: ConstantPair]

  /// Five bits: the order of a PUD is 18.
  private static let bits: UInt64 = 0x1f

  init?(_ near: Program, _ far: Program, _ model: PlaceModel) {
    guard let shift = near.constant(model.orderShift), shift == far.constant(model.orderShift),
      shift < 64
    else { return nil }
    func order(_ name: String) -> ConstantPair? {
      guard let mine = near.constant(name), let theirs = far.constant(name),
        let page = near.constant("PAGE_SHIFT")
      else { return nil }
      return ConstantPair(near: mine &- page, far: theirs &- page)
    }
    self.shift = shift
    ofLevel = [.pmd: order("PMD_SHIFT"), .pud: order("PUD_SHIFT")].compactMapValues { $0 }
  }

  func isRight(_ order: ConstantPair, _ level: PlaceLevel) -> Bool {
    order == .zero || order == ofLevel[level]
  }

  /// The order that a word tells; nil for small negative numbers, which are no words.
  func order(of word: ConstantPair) -> ConstantPair? {
    if let same = word.same, Int64(bitPattern: same) < 0, Int64(bitPattern: same) >= -4096 {
      return nil
    }
    return ConstantPair(near: word.near >> shift & Self.bits, far: word.far >> shift & Self.bits)
  }

  /// Whether it is the order of a hugetlb page, as it was given.
  func isGiven(_ taint: Taint) -> Bool { taint == Taint(size: Self.bits) }
}

// A word must tell the order of the mapping, whatever its size is: a number that is only right in
// the small geometry proves nothing about the other.
extension PlaceFrame {
  private static var wrongOrder: String {
    "the order of a mapping is told by a number that is not that of the callback's level"
  }

  mutating func judgeOrders(_ near: Instruction, _ far: Instruction) {
    guard isFinal, let orders = analysis.orders else { return }
    if near.opcode == .shiftLeft, value(near.b, far.b) == .known(orders.shift) {
      switch value(near.a, far.a) {
      case .constant(let pair):
        if !orders.isRight(pair, context.level) { complain(.place, Self.wrongOrder) }
      case .word(let taint) where context.level == .argument && orders.isGiven(taint): break
      case .data, .word: complain(.place, Self.wrongOrder)
      default: break
      }
      return
    }
    let reads = near.reads
    switch near.opcode {
    case .copy, .select, .store, .storeMaybe, .or, .add, .xor, .multiply, .returnValue:
      for (isRead, mine, theirs) in [
        (reads.a, near.a, far.a), (reads.b, near.b, far.b), (reads.c, near.c, far.c),
      ] where isRead && Int(mine) >= shape.function.constants {
        guard case .constant(let pair) = value(mine, theirs), let order = orders.order(of: pair)
        else { continue }
        if !orders.isRight(order, context.level) { complain(.place, Self.wrongOrder) }
      }
    default: break
    }
  }
}
