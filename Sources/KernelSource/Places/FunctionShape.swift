// SPDX-License-Identifier: GPL-2.0-or-later

/// A function of the text with its loops, beside itself in the other geometry.
struct FunctionShape {
  let number: Int
  let function: Function
  /// The same function in the geometry that the proof is to stand for.
  let far: Function
  let flow: ControlFlow
  let nest: LoopNest
  let facts: [BranchFacts]
  /// By block: the loops that it is in, outer ones first, as indices of ``LoopNest/loops``.
  let loopsOfBlock: [[Int]]
  /// By loop: the registers that are set in it and may be read before that.
  let carried: [[Int]]
  /// The first instruction that is another one in the other geometry.
  let difference: Int?

  init(_ number: Int, _ function: Function, _ far: Function) {
    self.number = number
    self.function = function
    self.far = far
    let flow = ControlFlow(function.code)
    let nest = LoopNest(flow)
    self.flow = flow
    self.nest = nest
    facts = (0..<flow.count).map { BranchFacts(function, flow, $0) }
    loopsOfBlock = (0..<flow.count).map { block in
      nest.loops.indices.filter { nest.loops[$0].blocks.contains(block) }
    }
    carried = nest.loops.map { loop in
      var written: Set<Int32> = []
      for index in loop.blocks.flatMap({ flow.range($0) }) {
        let instruction = function.code[index]
        if instruction.writesD { written.insert(Int32(instruction.d)) }
        if instruction.opcode == .loadMaybe { written.insert(Int32(instruction.c)) }
      }
      let live = function.live[flow.starts[loop.header]] ?? []
      return live.filter(written.contains).map(Int.init)
    }
    difference = Self.difference(function, far)
  }

  /// Only constants may differ: they are compared where they are used.
  private static func difference(_ near: Function, _ far: Function) -> Int? {
    guard near.constants == far.constants, near.objects == far.objects else { return 0 }
    for index in near.code.indices {
      guard index < far.code.count else { return index }
      let (a, b) = (near.code[index], far.code[index])
      guard a.opcode == b.opcode, a.size == b.size else { return index }
      func isSame(_ isRead: Bool, _ mine: Int, _ theirs: Int) -> Bool {
        isRead && mine >= near.constants ? theirs >= far.constants : mine == theirs
      }
      let reads = a.reads
      guard isSame(reads.a, Int(a.a), Int(b.a)), isSame(reads.b, Int(a.b), Int(b.b)),
        isSame(reads.c, Int(a.c), Int(b.c)), isSame(reads.d, Int(a.d), Int(b.d))
      else { return index }
    }
    return near.code.count == far.code.count ? nil : near.code.count - 1
  }

  func loopID(_ loop: Int) -> LoopID {
    LoopID(function: number, header: flow.starts[nest.loops[loop].header])
  }

  func isLive(_ register: Int, at block: Int) -> Bool {
    register >= function.constants
      || function.live[flow.starts[block]]?.contains(Int32(register)) == true
  }

  /// The last instruction of a loop that sets a register.
  func lastWrite(of register: Int, in loop: Int) -> Int {
    nest.loops[loop].blocks.flatMap { flow.range($0) }.filter {
      let instruction = function.code[$0]
      return instruction.writesD && Int(instruction.d) == register
        || instruction.opcode == .loadMaybe && Int(instruction.c) == register
    }.max() ?? flow.starts[nest.loops[loop].header]
  }
}
