// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelWalk
import Logic
import RangeFault
import Specification

// What the text of a kernel decides of one word and of several, for all words of 64 bits.
extension Plan {
  mutating func addTextDecisions(_ kernel: Kernel) {
    addTextNeed(kernel)
    addTextRangeNeed(kernel)
  }

  /// hmm_pte_need_fault against its table.
  private mutating func addTextNeed(_ kernel: Kernel) {
    var walk = KernelWalk<Concrete>(kernel)
    let isThere = walk.need(0, cpuFlags: 0) != nil
    let row = ProofRow(
      .decisions, "need-fault", "hmm_pte_need_fault decides as its table", bound: "all words",
      exemption: isThere ? nil : "the text has no hmm_pte_need_fault of a known shape")
    add(row)
    if !isThere { return }
    add(
      Part(row.id, rows: [row.id]) { graph, _ in
        var walk = KernelWalk<Symbolic>(kernel)
        let encoding = kernel.interface.convention.encoding
        func bit(_ word: Symbolic.Word, _ place: UInt64) -> Symbolic.Bit {
          word.has(Symbolic.Word(constant: place))
        }
        let (word, defaults, mask) = (
          graph.word("request"), graph.word("defaultFlags"), graph.word("pfnFlagsMask")
        )
        walk.load(Scenario(count: 1))
        walk.world.defaultFlags = defaults
        walk.world.pfnFlagsMask = mask
        let cpu = graph.word("cpuFlags")
        let (readable, writable) = (bit(cpu, encoding.valid), bit(cpu, encoding.write))
        guard let need = walk.need(word, cpuFlags: cpu) else { return [] }
        let request = (word & mask) | defaults
        func says(_ wanted: NeedTable.Need) -> Symbolic.Bit {
          NeedTable.says(
            wanted, fault: bit(request, encoding.valid), write: bit(request, encoding.write),
            readable: readable, writable: writable, in: Symbolic.self)
        }
        let sound = .!writable .| readable
        let differs =
          need.hasErred .| (need.fault .^ .!says(.none)) .| (need.write .^ says(.write))
        return [Question(row.id, "decision", [sound], [differs])]
          + [NeedTable.Need.none, .read, .write].map {
            Question(row.id, $0.rawValue, .example, [sound, says($0)])
          }
      })
  }

  /// hmm_range_need_fault against the union of what its pages need.
  private mutating func addTextRangeNeed(_ kernel: Kernel) {
    var walk = KernelWalk<Concrete>(kernel)
    walk.load(Scenario(count: 1))
    let isThere = walk.rangeNeed(cpuFlags: 0) != nil && walk.need(0, cpuFlags: 0) != nil
    let row = ProofRow(
      .decisions, "range-need",
      "hmm_range_need_fault is the union of its pages' needs, wherever it stops early",
      bound: "1 to 8 pages",
      exemption: isThere ? nil : "the text has no hmm_range_need_fault of a known shape")
    add(row)
    if !isThere { return }
    let target = target
    add(
      Part(row.id, rows: [row.id]) { graph, _ in
        var questions: [Question] = []
        let encoding = kernel.interface.convention.encoding
        let cpu = graph.word("cpuFlags")
        let sound =
          .!cpu.has(Symbolic.Word(constant: encoding.write))
          .| cpu.has(Symbolic.Word(constant: encoding.valid))
        for count in 1...8 {
          var walk = KernelWalk<Symbolic>(kernel)
          let scenario = SymbolicScenario(
            Skeleton.plain(pages: count), for: target.revision, in: graph)
          scenario.load(into: &walk.world, walk.convention)
          walk.world.beginCall(pass: 1)
          guard let all = walk.rangeNeed(cpuFlags: cpu) else { return [] }
          var (fault, write, hasErred) = (
            false as Symbolic.Bit, false as Symbolic.Bit, all.hasErred
          )
          for page in 0..<count {
            guard let one = walk.need(walk.world.pages[page].word, cpuFlags: cpu) else { return [] }
            fault = fault .| one.fault
            write = write .| one.write
            hasErred = hasErred .| one.hasErred
          }
          let differs = hasErred .| (all.fault .^ fault) .| (all.write .^ write)
          questions.append(Question(row.id, "\(count) pages", [sound], [differs]))
          if count == 2 {
            questions.append(Question(row.id, "a need", .example, [sound, all.write]))
          }
        }
        return questions
      })
  }
}
