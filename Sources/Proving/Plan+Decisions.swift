// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

// What is decided of one word: for all words of 64 bits, in every format.
extension Plan {
  static let encodings: [Encoding] = [
    .fixedLow, .driver, .lateDriver, .fixedHigh, .mapOrder, .sticky,
  ]

  mutating func addDecisions() {
    for encoding in Plan.encodings { addNeed(encoding) }
    for encoding in Plan.encodings { addConversions(encoding) }
    addRangeNeed()
  }

  /// hmm_pte_need_fault against its table.
  private mutating func addNeed(_ encoding: Encoding) {
    let row = ProofRow(
      .decisions, "need-fault.\(encoding.name)",
      "hmm_pte_need_fault decides as its table, format \(encoding.name)", bound: "all words")
    add(row)
    let revision = revision
    add(
      Part(row.id, rows: [row.id]) { graph, _ in
        var convention = revision.convention
        convention.encoding = encoding
        let request = graph.word("request")
        let cpu = CPUFlags<Symbolic>(valid: graph.bit("readable"), write: graph.bit("writable"))
        let sound = .!cpu.write .| cpu.valid
        let need = revision.needFault(request, cpu, convention)
        let fault = request.has(Symbolic.Word(constant: encoding.valid))
        let write = request.has(Symbolic.Word(constant: encoding.write))
        func says(_ wanted: NeedTable.Need) -> Symbolic.Bit {
          NeedTable.says(
            wanted, fault: fault, write: write, readable: cpu.valid, writable: cpu.write,
            in: Symbolic.self)
        }
        let differs =
          (need.fault .^ .!says(.none)) .| (need.write .^ says(.write))
        return [Question(row.id, "decision", [sound], [differs])]
          + [NeedTable.Need.none, .read, .write].map {
            Question(row.id, $0.rawValue, .example, [sound, says($0)])
          }
      })
  }

  /// Requests and outputs as they are written into words and read from them.
  private mutating func addConversions(_ encoding: Encoding) {
    let row = ProofRow(
      .decisions, "flags.\(encoding.name)",
      "requests and outputs survive their way through a word, format \(encoding.name)",
      bound: "all words")
    add(row)
    let revision = revision
    add(
      Part(row.id, rows: [row.id]) { graph, _ in
        let request = graph.word("request")
        let word = encoding.request(request)
        func differs(_ bit: UInt64, _ place: UInt64) -> Symbolic.Bit {
          if place == 0 { return false }
          return request.has(Symbolic.Word(constant: bit))
            .^ word.has(Symbolic.Word(constant: place))
        }
        var questions = [
          Question(row.id, "request fault", [], [differs(PfnWord.fault, encoding.valid)]),
          Question(row.id, "request write", [], [differs(PfnWord.write, encoding.write)]),
          Question(row.id, "some request", .example, [request .!= 0]),
        ]
        var walk = Walk<Symbolic>(revision: revision)
        walk.world.convention.encoding = encoding
        let pfn = Window.frame("pfn", in: graph)
        let cpu = CPUFlags<Symbolic>(valid: graph.bit("readable"), write: graph.bit("writable"))
        let output = walk.word(pfn, cpu, order: 2)
        let frame = encoding.frame(output) .!= pfn
        let valid = output.has(Symbolic.Word(constant: encoding.valid)) .^ cpu.valid
        let write = output.has(Symbolic.Word(constant: encoding.write)) .^ cpu.write
        let stray = output.has(Symbolic.Word(constant: ~encoding.defined))
        questions += [
          Question(row.id, "frame", [], [frame]),
          Question(row.id, "VALID", [], [valid]),
          Question(row.id, "WRITE", [], [write]),
          Question(row.id, "ERROR", [], [encoding.isError(output)]),
          Question(row.id, "undefined bits", [], [stray]),
        ]
        if let shift = encoding.orderShift {
          let order = (output & Symbolic.Word(constant: encoding.order))
            .shiftedRight(Symbolic.Word(constant: UInt64(shift)))
          questions.append(Question(row.id, "order", [], [order .!= 2]))
        }
        return questions
      })
  }

  /// hmm_range_need_fault against the union of what its pages need.
  private mutating func addRangeNeed() {
    let row = ProofRow(
      .decisions, "range-need",
      "hmm_range_need_fault is the union of its pages' needs, wherever it stops early",
      bound: "1 to 16 pages; one more page never changes a stop")
    add(row)
    let revision = revision
    add(
      Part(row.id, rows: [row.id]) { graph, _ in
        var questions: [Question] = []
        for count in 1...16 {
          var walk = Walk<Symbolic>(revision: revision)
          let scenario = SymbolicScenario(
            Skeleton.plain(pages: count), for: revision, in: graph)
          scenario.load(into: &walk.world, walk.convention)
          walk.world.beginCall(pass: 1)
          let cpu = CPUFlags<Symbolic>(valid: graph.bit("readable"), write: graph.bit("writable"))
          let all = walk.rangeNeed(0, count, cpu)
          var union = Need<Symbolic>()
          for page in 0..<count {
            let one = revision.needFault(walk.request(page), cpu, walk.convention)
            union.fault = union.fault .| one.fault
            union.write = union.write .| one.write
          }
          let sound = .!cpu.write .| cpu.valid
          let differs = (all.fault .^ union.fault) .| (all.write .^ union.write)
          questions.append(Question(row.id, "\(count) pages", [sound], [differs]))
        }
        // A walk over the pages may stop once a write is needed: nothing can be added to that.
        let cpu = CPUFlags<Symbolic>(valid: graph.bit("readable"), write: graph.bit("writable"))
        let one = revision.needFault(graph.word("more"), cpu, revision.convention)
        questions.append(
          Question(
            row.id, "a write is a fault", [.!cpu.write .| cpu.valid], [one.write, .!one.fault]))
        questions.append(Question(row.id, "a page that writes", .example, [one.write]))
        return questions
      })
  }
}
