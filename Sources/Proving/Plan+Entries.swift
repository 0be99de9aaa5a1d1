// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

// One walk over one entry, nobody else acting: what each handler makes of every kind, word and
// request.
extension Plan {
  /// A handler, and the windows and conditions under which the walk comes to it.
  private struct Handler {
    var name: String
    var function: String
    var windows: [String]
    /// The same, of those that a kernel's text is looked at through.
    var pairs: [String]
    var comes: @Sendable (Window) -> Symbolic.Bit
  }

  private static func upper(
    _ window: Window, pud: KindSet, pmd: KindSet?
  ) -> Symbolic.Bit {
    let world = window.before.world
    let puds = world.puds.reduce(true) { $0 .& $1.kind.isIn(pud) }
    guard let pmd else { return puds }
    return puds .& world.pmds.reduce(true) { $0 .& $1.kind.isIn(pmd) }
  }

  private static let handlers: [Handler] = [
    Handler(
      name: "pte", function: "hmm_vma_handle_pte", windows: ["vvvv from 0"], pairs: ["vv from 0"],
      comes: { upper($0, pud: [.table], pmd: [.table]) }),
    Handler(
      name: "pmd", function: "hmm_vma_walk_pmd and hmm_vma_handle_pmd", windows: ["vvvv from 0"],
      pairs: ["vv from 0"],
      comes: { upper($0, pud: [.table], pmd: KindSet.pmd.subtracting([.none, .table])) }),
    Handler(
      name: "pud", function: "hmm_vma_walk_pud", windows: ["vv from 3"], pairs: ["vv from 1"],
      comes: { upper($0, pud: KindSet.pud.subtracting([.none, .table]), pmd: nil) }),
    Handler(
      name: "hole", function: "hmm_vma_walk_hole",
      windows: ["vvvv from 0", "vv from 3", "-- from 0"],
      pairs: ["vv from 0", "vv from 1", "-- from 0"],
      comes: { window in
        upper(window, pud: [.none], pmd: nil) .| upper(window, pud: [.table], pmd: [.none])
      }),
    Handler(
      name: "hugetlb", function: "hmm_vma_walk_hugetlb_entry",
      windows: ["4 hugetlb pmd from 0", "4 hugetlb pmd from 3", "4 hugetlb pud from 0"],
      pairs: ["hugetlb pmd from 0", "hugetlb pmd from 1", "hugetlb pud from 0"],
      comes: { _ in true }),
    Handler(
      name: "test-walk", function: "hmm_vma_walk_test", windows: ["vv from 0", "vV from 0"],
      pairs: ["vv from 0", "vV from 0"],
      comes: { window in
        let world = window.before.world
        let special = Symbolic.Byte(constant: UInt64(VMA.Flags.special.rawValue))
        let read = Symbolic.Byte(constant: UInt64(VMA.Flags.read.rawValue))
        return world.vmaFlags[0].has(special) .| .!world.vmaFlags[0].has(read)
      }),
  ]

  /// What is asked of a handler.
  enum Aspect: String, CaseIterable, Sendable {
    case outputs, result, effects, discipline

    var clauses: [String] {
      switch self {
      case .outputs: ["C6", "C7", "C8", "C9", "C10", "C11", "C12", "C18", "C21", "C22"]
      case .result: ["C1", "C3", "C4", "C14", "C16"]
      case .effects: ["C5", "C13", "C24"]
      case .discipline: ["C19", "C26", "C27"]
      }
    }
  }

  mutating func addEntries() {
    for handler in Plan.handlers {
      let rows = Aspect.allCases.map { aspect in
        ProofRow(
          .entries, "\(handler.name).\(aspect.rawValue)",
          "\(handler.function): \(aspect.rawValue)",
          bound: "all kinds, words, requests",
          exemption: exemption)
      }
      rows.forEach { add($0) }
      if !isOneLoop { continue }
      let isText = target.kernel != nil
      let skeletons =
        isText
        ? windows : [2, 4].flatMap { Skeleton.all(pages: $0, for: revision) }
      let names = isText ? handler.pairs : handler.windows
      for skeleton in skeletons where names.contains(skeleton.name) {
        let target = target
        add(
          Part("entries.\(handler.name) \(skeleton.name)", rows: rows.map(\.id)) {
            graph, wanted in
            let window = Window(
              skeleton, cursor: 0, target: target, setting: .first, in: graph)
            return Plan.questions(handler, window, wanted) + window.guards
          })
      }
    }
  }

  private static func questions(
    _ handler: Handler, _ window: Window, _ wanted: Set<String>
  ) -> [Question] {
    let world = window.after.world
    let comes = handler.comes(window) .& .!window.before.world.invalidated
    let assumptions = window.assumptions() + [comes]
    var questions: [Question] = []
    for aspect in Aspect.allCases {
      let row = "entries.\(handler.name).\(aspect.rawValue)"
      if !wanted.contains(row) { continue }
      for clause in ClauseClaims.all where aspect.clauses.contains(clause.id) {
        for (name, violated) in clause.violations(world) {
          questions.append(
            Question(
              row, "\(clause.id) \(name)", assumptions, [window.isJudged, violated]))
        }
      }
      if aspect == .effects {
        // The walk stops if and only if some page lacks what it asks for.
        let lacks = window.before.world.anyPage { window.before.world.lacks($0) }
        let stops = .!window.isFinished
        questions.append(Question(row, "stops in vain", assumptions, [stops, .!lacks]))
        questions.append(Question(row, "passes over a need", assumptions, [.!stops, lacks]))
        questions.append(Question(row, "a need", .example, assumptions, [lacks]))
      }
      questions.append(Question(row, "end", .example, assumptions, [window.isFinished]))
    }
    return questions
  }
}
