// SPDX-License-Identifier: GPL-2.0-or-later

// What loops carry from one iteration to the next.
extension PlaceFrame {
  mutating func judgeLoops() {
    for loop in shape.nest.loops.indices {
      let header = shape.flow.starts[shape.nest.loops[loop].header]
      guard inputs[shape.nest.loops[loop].header] != nil, backs[loop] != nil else { continue }
      if isPageLoop(loop) {
        findings.pageLoops.insert(location(header))
        if length(of: loop) == nil {
          complain(.place, "a loop from page to page that does not end with the piece", at: header)
        }
      } else {
        let instructions = shape.nest.loops[loop].blocks.flatMap { shape.flow.range($0) }
        if !instructions.contains(where: walking.contains) {
          findings.lookAgain.insert(location(header))
        }
      }
      for register in shape.carried[loop] where !isStepping(loop, register) {
        judge(register, in: loop)
      }
    }
  }

  private mutating func judge(_ register: Int, in loop: Int) {
    guard let entry = entries[loop]?[register], let back = backs[loop]?[register],
      !isSame(entry, back), !isOnlyChecked(register)
    else { return }
    let site = shape.lastWrite(of: register, in: loop)
    for value in [back, entry] {
      switch value {
      case .pointer, .entryPointer: continue
      default: break
      }
      if value.taint != nil { continue }
      complain(
        value.violationKind, "\(value.noun) goes from one to the next, and not by one page",
        at: site)
      return
    }
    guard isPageLoop(loop) else { return }
    let check = CarriedRegister(
      shape.function, shape.flow, shape.nest.loops[loop], register)
    // Without a page to pass, nothing is united: that would tell how places compare.
    let hasNoPage = length(of: loop) == .some(nil) && !context.hasPiece
    guard let problem = hasNoPage ? site : check.problem else { return }
    complain(.place, "what one page leaves behind reaches the next: no union of pages", at: problem)
  }

  /// Whether the value at the header is the same in all iterations.
  private func isSame(_ entry: PlaceValue, _ back: PlaceValue) -> Bool {
    switch back {
    case .constant, .page, .pointer(.local, _), .pointer(.fixed, _):
      entry == back || entry == .unset
    case .unset: true
    default: false
    }
  }

  /// Whether the register says of another one whether it has a value, and does no more.
  private func isOnlyChecked(_ register: Int) -> Bool {
    shape.function.code.allSatisfy { instruction in
      let reads = instruction.reads
      let isRead =
        reads.a && Int(instruction.a) == register || reads.b && Int(instruction.b) == register
        || reads.c && Int(instruction.c) == register || reads.d && Int(instruction.d) == register
        || instruction.isCall
          && (instruction.a..<instruction.a + instruction.c).contains(UInt32(register))
      return !isRead || instruction.opcode == .checkDefined
    }
  }
}
