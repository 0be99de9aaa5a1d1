// SPDX-License-Identifier: GPL-2.0-or-later

/// Evaluates a function for one kind of arguments: first what each register may hold, then, with
/// that at rest, what is done with it.
struct PlaceFrame {
  /// Registers that a loop steps from page to page.
  struct Stepping: Hashable {
    let loop: Int
    let register: Int
  }

  /// A comparison that ends a loop from page to page.
  struct Guard: Hashable {
    let loop: Int
    /// How many pages the loop passes; nil where that is not known.
    let length: PageForm?
    /// It compares what has stepped already.
    let isAtLatch: Bool
    let isPartial: Bool
  }

  let analysis: PlaceAnalysis
  let shape: FunctionShape
  let arguments: [PlaceValue]
  let context: PlaceContext

  /// What blocks begin with; nil where they are not reached.
  var inputs: [[PlaceValue]?]
  /// What loops are entered with.
  var entries: [[PlaceValue]?]
  /// What comes back to the header of each loop.
  var backs: [[PlaceValue]?]
  /// Registers that turned out not to step.
  var resting: Set<Stepping> = []
  /// By block.
  var guards: [Int: Guard] = [:]
  var result = PlaceValue.unset
  private var isRestless = false

  // Where the evaluation stands.
  var registers: [PlaceValue] = []
  var block = 0
  var index = 0
  /// Values are at rest: what is done is judged.
  var isFinal = false
  var findings = PlaceFindings()
  /// What instructions do to cells.
  var effects: [Int: [CellEffect]] = [:]
  /// Instructions that call the page walker.
  var walking: Set<Int> = []
  /// Instructions that return what is not 0.
  var failures: Set<Int> = []

  init(
    _ analysis: PlaceAnalysis, _ shape: FunctionShape, _ arguments: [PlaceValue],
    _ context: PlaceContext
  ) {
    self.analysis = analysis
    self.shape = shape
    self.arguments = arguments
    self.context = context
    inputs = Array(repeating: nil, count: shape.flow.count)
    entries = Array(repeating: nil, count: shape.nest.loops.count)
    backs = entries
  }

  mutating func run() -> PlaceSummary {
    findings.functions = [shape.number]
    if let problem = shape.problem {
      isFinal = true
      complain(.place, problem.text, at: problem.site)
      return PlaceSummary(result: .data, findings: findings)
    }
    repeat { settle() } while !findResting()
    if context.isDraft {
      findings.walks = !walking.isEmpty
      return PlaceSummary(result: result, findings: findings)
    }
    isFinal = true
    if isRestless { complain(.place, "not understood: what registers hold does not come to rest") }
    for block in shape.nest.order where inputs[block] != nil { sweep(block) }
    findings.walks = !walking.isEmpty
    judgeLoops()
    var summary = PlaceSummary(result: result, findings: findings)
    summary.cells = judgeCells(&summary.findings)
    return summary
  }

  /// Rounds after which registers that have not come to rest are given up: far above what kinds
  /// allow.
  private static var mostRounds: Int { 1000 }

  /// Evaluates all blocks until nothing changes.
  private mutating func settle() {
    for block in inputs.indices { inputs[block] = nil }
    for loop in entries.indices {
      entries[loop] = nil
      backs[loop] = nil
    }
    guards = [:]
    result = .unset
    var first = shape.function.template.indices.map { _ in PlaceValue.unset }
    for (number, argument) in arguments.enumerated() where number < first.count {
      first[number] = argument
    }
    guard let entry = shape.nest.order.first else { return }
    inputs[entry] = first
    var before: [[PlaceValue]?]
    var guardsBefore: [Int: Guard]
    var rounds = 0
    repeat {
      before = inputs
      guardsBefore = guards
      for block in shape.nest.order where inputs[block] != nil { sweep(block) }
      rounds += 1
      isRestless = rounds >= Self.mostRounds
    } while (before != inputs || guardsBefore != guards) && !isRestless
  }

  /// Whether every register that was taken to step does; one that does not is taken for one that
  /// rests from then on.
  private mutating func findResting() -> Bool {
    var isRight = true
    for loop in shape.nest.loops.indices {
      guard let back = backs[loop] else { continue }
      for register in shape.carried[loop] {
        guard let header = inputs[shape.nest.loops[loop].header]?[register],
          isStepping(loop, register), !back[register].isOnePage(behind: header)
        else { continue }
        resting.insert(Stepping(loop: loop, register: register))
        isRight = false
      }
    }
    return isRight
  }

  private mutating func sweep(_ block: Int) {
    guard let input = inputs[block] else { return }
    registers = input
    self.block = block
    for index in shape.flow.range(block) {
      self.index = index
      step(shape.function.code[index], shape.far.code[index])
    }
  }

  /// What a register holds, or a constant in both geometries.
  func value(_ register: UInt32, _ far: UInt32) -> PlaceValue {
    let number = Int(register)
    if number < shape.function.constants { return registers[number] }
    return .constant(
      ConstantPair(near: shape.function.template[number], far: shape.far.template[Int(far)]))
  }

  mutating func complain(_ kind: PlaceReport.Kind, _ text: String, at site: Int? = nil) {
    guard isFinal else { return }
    findings.violations.insert(
      PlaceReport.Violation(location: location(site ?? index), kind: kind, text: text))
  }

  /// Says that a value is put to a use that is not allowed; gives what is then gone on with.
  mutating func misuse(_ value: PlaceValue, _ use: String) -> PlaceValue {
    if case .truth(let truth) = value {
      for comparison in truth.comparisons {
        complain(.place, comparison.text, at: comparison.site)
      }
      return .data
    }
    complain(value.violationKind, "\(value.noun) \(use)")
    if case .frame(let form) = value, form.isTrips { return value }
    return .data
  }

  func location(_ site: Int) -> Location {
    guard site < shape.function.positions.count else {
      return Location(file: "text", line: 0, column: 0)
    }
    return Location(shape.function.positions[site], analysis.program.files)
  }
}
