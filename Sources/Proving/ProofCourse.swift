// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelWalk
import Workers

/// How a table is proved: again and again, on less and less that is taken for granted, until what is
/// taken for granted is proved by the same run.
///
/// It begins with the whole invariant, and with all that can be hoped of a text's own memory. A
/// conjunct that some round does not keep is dropped, a fact about a cell that fails is weakened, and
/// the rows that were proved are asked again without it. What is left in the end is the largest set
/// that keeps itself. A row that fails on it, but holds on the whole invariant, is conditional.
///
/// Of a text a few windows go first (``scout``), since what is not kept mostly shows there.
struct ProofCourse {
  let prover: Prover
  private let kernel: KernelReference?
  private(set) var basis: Basis
  /// By row, what is known so far, and in the order of the table.
  private var found: [String: ProofResult] = [:]
  private var order: [String] = []
  private(set) var disagreements: [String] = []
  var isInterrupted = false
  /// A row of the induction is wanted.
  private(set) var asksInduction = false
  /// Rows that were asked by themselves, since a worker died of more.
  private(set) var askedAlone: Set<String> = []

  /// Passes over the table at most; facts about cells and conjuncts are fewer.
  private static let mostPasses = 40

  init(_ prover: Prover, _ kernel: KernelReference?) {
    self.prover = prover
    self.kernel = kernel
    basis = Basis()
  }

  var results: [ProofResult] { order.compactMap { found[$0] } }

  /// Rows that are wanted rest on it.
  func isSupport(_ row: ProofRow) -> Bool {
    row.isSupport || row.id == Plan.ending && wantsEnd
  }

  /// C23 is wanted, which says that calls end.
  private var wantsEnd = false

  /// Begins with the whole invariant, and with what can be hoped of a text's own memory.
  mutating func beginInduction() {
    let wanted = Plan(prover.target).rows.filter(prover.isWanted)
    asksInduction = wanted.contains { $0.group.isInductive && $0.exemption == nil }
    wantsEnd = wanted.contains { $0.id == Plan.restarting }
    if !asksInduction || prover.target.kernel == nil { return }
    inference = TextInference(prover.target)
    basis.facts = inference.facts
  }

  mutating func run(isStopped: () -> Bool) throws {
    let isWanted = prover.isWanted
    beginInduction()
    if asksInduction, prover.target.kernel != nil { try scout(isStopped) }
    var plan = Plan(prover.target, basis)
    // Where each row that is wanted has failed, nothing rests on the others.
    let needsSupport = plan.rows.contains {
      isWanted($0) && $0.group.isInductive && $0.exemption == nil && failedEarly[$0.id] == nil
    }
    var asked = plan.rows.filter { isWanted($0) || needsSupport && isSupport($0) }
    var isKept = false
    for _ in 0..<Self.mostPasses {
      asked.removeAll { failedEarly[$0.id] != nil }
      isKept = try !weaken(plan, asked, isStopped)
      if isInterrupted || isKept { break }
      plan = Plan(prover.target, basis)
      // What failed on more fails on less; all rows of cells are asked, since facts have changed.
      asked = plan.rows.filter { row in
        guard row.group.isInductive, isWanted(row) || isSupport(row) else { return false }
        return row.group == .text || found[row.id]?.verdict == .proved
      }
      for id in order where found[id]?.row.group == .text { found[id] = nil }
    }
    bringBackFailures { needsSupport || !$0.isSupport }
    try tellConditionals(isStopped)
    settle()
    if !isKept || isInterrupted { leaveOpen() }
  }

  /// Asks rows, and takes what they show not to be kept out of the basis.
  ///
  /// - Returns: whether there was any; no answer where it was interrupted.
  mutating func weaken(
    _ plan: Plan, _ asked: [ProofRow], _ isStopped: () -> Bool,
    _ parts: (String) -> Bool = { _ in true }, limit: Double? = nil,
    seen: (WorkRequest, JobResult) -> Void = { _, _ in }
  ) throws -> Bool {
    // First the answers, then what they say: as one expression, Swift would read `self` before them.
    let tally = try ask(plan, asked, isStopped, parts: parts, limit: limit, seen: seen)
    let weaker = weakened(tally)
    if isInterrupted || weaker == basis { return false }
    pending = missing(basis, weaker)
    basis = weaker
    return true
  }

  /// What was proved on what is not known to be kept is not known.
  mutating func leaveOpen() {
    for (id, result) in found where result.row.group.isInductive {
      switch result.verdict {
      case .proved, .conditional:
        var open = result
        open.verdict = .undetermined(
          reason: "what it rests on was not settled before the end of the run")
        found[id] = open
      case .refuted, .notInductive, .vacuous, .exempt, .undetermined: break
      }
    }
  }

  /// Keeps what has failed for good. The rest is asked again, and is forgotten, but for what is wanted
  /// and held in all parts: failing later it is conditional.
  mutating func keepFailures(inAllParts: Bool) {
    for (id, result) in found where result.row.group != .text && !result.verdict.keepsBasis {
      failedEarly[id] = result
    }
    found = inAllParts ? found.filter { prover.isWanted($0.value.row) } : [:]
  }

  /// Brings back what failed before the last pass, on which nothing can rest.
  mutating func bringBackFailures(where isNeeded: (ProofResult) -> Bool = { _ in true }) {
    for (id, result) in failedEarly where found[id] == nil && isNeeded(result) {
      found[id] = result
    }
  }

  /// The parts that ask about rounds of some windows.
  static func rounds(of windows: some Sequence<Skeleton>) -> (_ part: String) -> Bool {
    let beginnings = windows.flatMap { window in
      ["witness", "progress"].map { "\($0) \(window.name), cursor" }
    }
    return { part in beginnings.contains { part.hasPrefix($0) } }
  }

  /// Asks the inductive rows in a few windows on the whole invariant: what fails there fails, and is
  /// not asked again.
  private mutating func scout(_ isStopped: () -> Bool) throws {
    let plan = Plan(prover.target, basis)
    let asked = plan.rows.filter { $0.group == .witness }
    let tally = try ask(
      plan, asked, isStopped, parts: Self.rounds(of: Self.scouts(plan.windows)))
    failedEarly = found.filter { $0.value.verdict == .notInductive || $0.value.verdict == .refuted }
    found = failedEarly
    basis = weakened(tally)
    found = [:]
  }

  /// Windows that are asked first: the plainest, and the plainest of hugetlb VMAs of each size, whose
  /// handler is another. What is not kept and shows in none of them costs a pass over all windows.
  private static func scouts(_ windows: [Skeleton]) -> [Skeleton] {
    windows.prefix(2) + plainest(of: [.pmd, .pud], windows)
  }

  /// The first window of VMAs of each of these sizes.
  static func plainest(of sizes: [VMA.Hugetlb], _ windows: [Skeleton]) -> [Skeleton] {
    sizes.compactMap { size in
      windows.first { $0.scenario.vmas.contains { $0.hugetlb == size } }
    }
  }

  /// Rows that fail on the basis that is left, and have not failed on the whole invariant yet, are
  /// asked on that: where they hold there, they are conditional.
  private mutating func tellConditionals(_ isStopped: () -> Bool) throws {
    guard !basis.dropped.isEmpty, !isInterrupted else { return }
    var whole = basis
    whole.dropped = []
    let plan = Plan(prover.target, whole)
    let asked = plan.rows.filter { row in
      row.group.isInductive && row.group != .text && failedEarly[row.id] == nil
        && found[row.id].map { $0.verdict == .notInductive || $0.verdict == .refuted } ?? false
    }
    if asked.isEmpty { return }
    let before = found
    try ask(plan, asked, isStopped)
    for row in asked {
      guard let known = before[row.id], let now = found[row.id] else { continue }
      found[row.id]?.verdict =
        now.verdict == .proved ? .conditional(on: basis.dropped.sorted()) : known.verdict
      found[row.id]?.broken = known.broken
    }
  }

  private var inference = TextInference()
  /// Rows that fail in one of the first windows.
  private(set) var failedEarly: [String: ProofResult] = [:]
  /// What the pass before took for granted, and this one does not.
  private var pending: [String] = []

  @discardableResult
  mutating func ask(
    _ plan: Plan, _ asked: [ProofRow], _ isStopped: () -> Bool,
    parts: (String) -> Bool = { _ in true }, limit: Double? = nil,
    seen: (WorkRequest, JobResult) -> Void = { _, _ in }
  ) throws -> Tally {
    var prover = prover
    prover.limit = limit ?? prover.limit
    var tally = Tally(asked)
    let requests = prover.requests(plan, Set(asked.map(\.id)), kernel).filter { parts($0.part) }
    askedAlone.formUnion(try prover.ask(requests, &tally, isStopped: isStopped, seen: seen))
    disagreements += tally.disagreements
    isInterrupted = isInterrupted || tally.isInterrupted
    order = plan.rows.map(\.id)
    for result in tally.results { take(result) }
    return tally
  }

  private mutating func take(_ new: ProofResult) {
    var result = new
    result.isSupport = !prover.isWanted(new.row)
    if let before = found[new.row.id] {
      result.questions += before.questions
      result.seconds += before.seconds
      result.rlimit += before.rlimit
      // It held on more: what it misses is what was dropped in between.
      if result.verdict == .notInductive || result.verdict == .refuted {
        result.verdict = .conditional(on: pending)
      }
    }
    found[new.row.id] = result
  }

  /// The basis without what this pass has shown not to be kept.
  private func weakened(_ tally: Tally) -> Basis {
    var weaker = basis
    func isKept(_ row: String) -> Bool {
      (found[row] ?? failedEarly[row]).map { $0.verdict.keepsBasis } ?? true
    }
    for conjunct in Conjunct.all where basis.assumes(conjunct) {
      if !conjunct.rows.allSatisfy(isKept) { weaker.dropped.insert(conjunct.name) }
    }
    // What holds in the plainest windows and fails in others is not worth many passes.
    for cell in tally.brokenCells {
      weaker.facts[cell] = inference.areSet.contains(cell) ? .isSet : .nothing
    }
    for (cell, fact) in basis.facts where !isKept("text.\(Plan.name(ofCell: cell))") {
      weaker.facts[cell] = fact < .isSet && inference.areSet.contains(cell) ? .isSet : .nothing
    }
    return weaker
  }

  /// In words, what the second takes less for granted than the first.
  private func missing(_ one: Basis, _ other: Basis) -> [String] {
    let cells = other.facts.filter { one.facts[$0.key] != $0.value }.map { cell, _ in
      "`\(cell)` \((one.facts[cell] ?? .keepsFirst).rawValue)"
    }
    return other.dropped.subtracting(one.dropped).sorted() + cells.sorted()
  }

  /// Where the measure has failed, the row that says that calls end has, whether or not its own
  /// questions were answered before that.
  mutating func failWithEnding() {
    guard let ending = found[Plan.ending], let broken = ending.broken,
      case .undetermined? = found[Plan.restarting]?.verdict
    else { return }
    found[Plan.restarting]?.verdict = .notInductive
    found[Plan.restarting]?.broken = broken
  }

  /// Inductive rows rest on those that nothing can be dropped for.
  mutating func settle() {
    if found[Plan.restarting]?.verdict == .proved, found[Plan.ending]?.verdict != .proved {
      found[Plan.restarting]?.verdict = .conditional(on: [Plan.ending])
    }
    let written = Conjunct.writtenIntoWindows.map(\.name).filter(basis.dropped.contains)
    let missing =
      results.filter {
        $0.row.isFoundation && $0.verdict != .proved && $0.verdict != .exempt
      }.map(\.row.id) + written
    if missing.isEmpty { return }
    for id in order {
      guard let result = found[id], result.row.group.isInductive, result.verdict == .proved else {
        continue
      }
      found[id]?.verdict = .conditional(on: missing)
    }
  }
}

extension ProofVerdict {
  /// What was asked was proved, or nothing was to be asked. Vacuous is not wrong.
  fileprivate var keepsBasis: Bool {
    switch self {
    case .proved, .exempt, .vacuous: true
    case .refuted, .notInductive, .undetermined, .conditional: false
    }
  }
}

extension ProofRow {
  /// A frame condition or a fact of the text's memory, on which every step rests.
  var isFoundation: Bool {
    group == .text || group == .frame && id != "frame.one-page"
  }

  /// Steps rest on it: foundations, and what proves the conjuncts of the invariant.
  var isSupport: Bool {
    isFoundation || group == .base || Conjunct.all.contains { $0.rows.contains(id) }
  }
}
