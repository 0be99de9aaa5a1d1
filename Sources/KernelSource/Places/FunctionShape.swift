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
  /// Why the function cannot be followed, and where.
  let problem: (site: Int, text: String)?

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
    if let index = Self.difference(function, far) {
      // What only one of them has comes first.
      let isFar =
        index < far.positions.count && index < function.positions.count
        && far.positions[index].line < function.positions[index].line
      let line = isFar ? far.positions[index].line : nil
      let site = line.flatMap { line in function.positions.lastIndex { $0.line <= line } }
      problem = (
        site ?? index,
        "another program where mappings have other sizes" + (line.map { ", in line \($0)" } ?? "")
      )
    } else if let target = nest.irreducible {
      problem = (flow.starts[target], "not understood: a jump back into the middle of a loop")
    } else {
      problem = nil
    }
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
