// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// The text's own decisions, asked one by one.
extension KernelWalk {
  /// What the text decides of a request, or of several.
  public struct Need {
    public var fault: D.Bit
    public var write: D.Bit
    /// The run ended in what C forbids, or where the text is not understood.
    public var hasErred: D.Bit
  }

  /// hmm_pte_need_fault on one word; nil where the text has no such function, or one of another
  /// shape.
  ///
  /// - Parameter cpuFlags: what the CPU allows, in the bits of outputs.
  public mutating func need(_ request: D.Word, cpuFlags: D.Word) -> Need? {
    guard let function = function("hmm_pte_need_fault", arguments: 3) else { return nil }
    return ask(function) { [$0, request, cpuFlags] }
  }

  /// hmm_range_need_fault on the words of the world's range.
  public mutating func rangeNeed(cpuFlags: D.Word) -> Need? {
    guard let function = function("hmm_range_need_fault", arguments: 4) else { return nil }
    let words = D.Word(constant: Pointer.object(machine.environment.objects.pfns))
    let count = D.Word(constant: UInt64(world.count))
    return ask(function) { [$0, words, count, cpuFlags] }
  }

  private func function(_ name: String, arguments: Int) -> FunctionID? {
    machine.program.function(name).flatMap {
      machine.program.parameterCount(of: $0) == arguments ? $0 : nil
    }
  }

  private mutating func ask(_ function: FunctionID, _ arguments: (D.Word) -> [D.Word]) -> Need? {
    guard let offset = machine.program.offset(of: "range", in: "hmm_vma_walk"),
      let data = machine.environment.objects.data,
      let fault = machine.program.constant("HMM_NEED_FAULT"),
      let write = machine.program.constant("HMM_NEED_WRITE_FAULT")
    else { return nil }
    KernelWorld.prepare(&machine)
    machine[data, offset] = D.Word(constant: Pointer.object(machine.environment.objects.range))
    let answer = machine.call(function, arguments(D.Word(constant: Pointer.object(data))))
    return Need(
      fault: answer.has(D.Word(constant: fault)), write: answer.has(D.Word(constant: write)),
      hasErred: machine.error .!= 0)
  }
}
