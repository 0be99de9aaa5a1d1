// SPDX-License-Identifier: GPL-2.0-or-later

/// The blocks of a function's code and where they lead. Every block ends with an instruction that
/// says where it goes on.
struct ControlFlow {
  let code: [Instruction]
  /// Index of the first instruction of each block, ascending.
  let starts: [Int]
  /// Number of the block that an instruction begins.
  private let blockOfStart: [Int: Int]

  init(_ code: [Instruction]) {
    self.code = code
    var isStart = [Bool](repeating: false, count: code.count)
    if !isStart.isEmpty { isStart[0] = true }
    for (index, instruction) in code.enumerated() {
      switch instruction.opcode {
      case .jump: isStart[Int(instruction.a)] = true
      case .branch:
        isStart[Int(instruction.b)] = true
        isStart[Int(instruction.c)] = true
      default: break
      }
      if instruction.opcode.endsBlock, index + 1 < code.count { isStart[index + 1] = true }
    }
    starts = code.indices.filter { isStart[$0] }
    blockOfStart = Dictionary(
      uniqueKeysWithValues: starts.enumerated().map { ($0.element, $0.offset) })
  }

  var count: Int { starts.count }

  func range(_ block: Int) -> Range<Int> {
    starts[block]..<(block + 1 < starts.count ? starts[block + 1] : code.count)
  }

  func successors(_ block: Int) -> [Int] {
    let last = code[range(block).upperBound - 1]
    switch last.opcode {
    case .jump: return [blockOfStart[Int(last.a)] ?? 0]
    case .branch: return [blockOfStart[Int(last.b)] ?? 0, blockOfStart[Int(last.c)] ?? 0]
    default: return []
    }
  }

  /// The place of each block in reverse post-order, at its first instruction; -1 at all others.
  ///
  /// Of two successors the one later in the text is visited first, so that it comes later in the
  /// order: the body of a loop before what follows the loop.
  func reversePostOrder() -> [Int32] {
    var order = [Int32](repeating: -1, count: code.count)
    guard count > 0 else { return order }
    var isSeen = [Bool](repeating: false, count: count)
    var postOrder: [Int] = []
    var open: [(block: Int, rest: [Int])] = [(0, successors(0).sorted())]
    isSeen[0] = true
    while let last = open.last {
      guard let next = last.rest.last else {
        postOrder.append(last.block)
        open.removeLast()
        continue
      }
      open[open.count - 1].rest.removeLast()
      if !isSeen[next] {
        isSeen[next] = true
        open.append((next, successors(next).sorted()))
      }
    }
    for (place, block) in postOrder.reversed().enumerated() {
      order[starts[block]] = Int32(place)
    }
    return order
  }

  /// The registers below `limit` that may be read from the start of each block on.
  func liveRegisters(below limit: Int) -> [Int: [Int32]] {
    var live = [BitSet](repeating: BitSet(limit), count: count)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for block in stride(from: count - 1, through: 0, by: -1) {
        var set = BitSet(limit)
        for successor in successors(block) { set.formUnion(live[successor]) }
        for index in range(block).reversed() { step(back: code[index], &set, limit) }
        if set != live[block] {
          live[block] = set
          hasChanged = true
        }
      }
    }
    var result: [Int: [Int32]] = [:]
    for block in 0..<count { result[starts[block]] = live[block].members.map(Int32.init) }
    return result
  }

  /// The registers below `limit` that may be read once instruction `index` is done, without the one
  /// that it writes itself.
  func liveRegisters(after index: Int, below limit: Int) -> [Int] {
    let live = liveRegisters(below: limit)
    guard let block = (0..<count).first(where: { range($0).contains(index) }) else { return [] }
    var set = BitSet(limit)
    for successor in successors(block) {
      for register in live[starts[successor]] ?? [] { set.insert(Int(register)) }
    }
    for later in range(block).reversed() where later > index {
      step(back: code[later], &set, limit)
    }
    if code[index].writesD { set.remove(Int(code[index].d)) }
    return set.members
  }

  private func step(back instruction: Instruction, _ set: inout BitSet, _ limit: Int) {
    if instruction.writesD { set.remove(Int(instruction.d)) }
    if instruction.opcode == .loadMaybe { set.remove(Int(instruction.c)) }
    let reads = instruction.reads
    if reads.a { set.insert(Int(instruction.a)) }
    if reads.b { set.insert(Int(instruction.b)) }
    if reads.c { set.insert(Int(instruction.c)) }
    if reads.d { set.insert(Int(instruction.d)) }
    if instruction.isCall {
      for register in instruction.a..<(instruction.a + instruction.c) { set.insert(Int(register)) }
    }
  }
}

/// A set of small numbers below a bound; greater ones are not held.
struct BitSet: Equatable {
  private var words: [UInt64]
  private let limit: Int

  init(_ limit: Int) {
    self.limit = limit
    words = Array(repeating: 0, count: (limit + 63) / 64)
  }

  func contains(_ member: Int) -> Bool {
    member < limit && words[member >> 6] >> UInt64(member & 63) & 1 == 1
  }

  mutating func insert(_ member: Int) {
    if member < limit { words[member >> 6] |= 1 << UInt64(member & 63) }
  }

  mutating func remove(_ member: Int) {
    if member < limit { words[member >> 6] &= ~(1 << UInt64(member & 63)) }
  }

  mutating func formUnion(_ other: BitSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: BitSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  var members: [Int] { (0..<limit).filter(contains) }
}
