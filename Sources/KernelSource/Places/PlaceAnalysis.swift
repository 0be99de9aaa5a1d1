// SPDX-License-Identifier: GPL-2.0-or-later

/// What a function is reached in: the callback, and the loops from page to page around the call.
struct PlaceContext: Hashable {
  /// A loop from page to page that is running.
  struct Active: Hashable {
    let loop: LoopID
    /// How many pages it passes; nil where that is not known.
    let length: PageForm?
    /// The call is made only for a page before the loop's end.
    let isGuarded: Bool
  }

  var level = PlaceLevel.none
  /// A callback runs, for a piece of the range.
  var hasPiece = false
  var active: [Active] = []
  /// What the caller's registers hold is not at rest yet: only the result is asked for.
  var isDraft = false
}

/// What a function gives and does for one kind of arguments.
struct PlaceSummary {
  var result = PlaceValue.unset
  var findings = PlaceFindings()
  var cells = CellSummary()
}

/// Follows a text from its entries and callbacks through all that they call.
final class PlaceAnalysis {
  struct Call: Hashable {
    let function: Int
    let arguments: [PlaceValue]
    let context: PlaceContext
  }

  let program: Program
  let far: Program
  let model: PlaceModel
  /// One kind for each cell, whenever it is stored.
  private(set) var memory: [PlaceCell: PlaceValue] = [:]
  /// What of the array's words is tainted by what was stored.
  private(set) var words = Taint()
  private var hasChanged = false
  private var summaries: [Call: PlaceSummary] = [:]
  private var shapes: [Int: FunctionShape] = [:]
  private var running: Set<Int> = []
  private var layouts: [Int: [PlaceValue]] = [:]
  /// Of the bits within a mapping, by the level's name.
  let masks: [ConstantPair: PlaceLevel]
  let orders: MappingOrders?

  init(_ program: Program, far: Program, _ model: PlaceModel) {
    self.program = program
    self.far = far
    self.model = model
    var masks: [ConstantPair: PlaceLevel] = [:]
    for level in [PlaceLevel.pmd, .pud] {
      guard let near = program.constant(level.rawValue), let far = far.constant(level.rawValue)
      else { continue }
      masks[ConstantPair(near: ~near, far: ~far)] = level
    }
    self.masks = masks
    orders = MappingOrders(program, far, model)
  }

  /// Passes after which cells that have not come to rest are given up: far above what kinds allow.
  private static var mostPasses: Int { 200 }

  func run(_ entries: [PlaceModel.Entry]) -> PlaceFindings {
    var findings = PlaceFindings()
    var passes = 0
    repeat {
      hasChanged = false
      summaries = [:]
      findings = PlaceFindings()
      for entry in entries {
        guard let body = program.callables[entry.function.callable].body else { continue }
        let arguments = entry.arguments.map(value)
        let summary = evaluate(body, arguments, PlaceContext())
        findings.formUnion(summary.findings)
        if summary.result.isData { continue }
        findings.violations.insert(
          PlaceReport.Violation(
            location: Location(program.code[body].positions.last ?? .none, program.files),
            kind: summary.result.violationKind,
            text: "\(program.code[body].name) answers with \(summary.result.noun)"))
      }
      passes += 1
    } while hasChanged && passes < Self.mostPasses
    if hasChanged {
      findings.violations.insert(
        PlaceReport.Violation(
          location: Location(file: "text", line: 0, column: 0), kind: .place,
          text: "not understood: what is kept in memory does not come to rest"))
    }
    return findings
  }

  func shape(_ function: Int) -> FunctionShape {
    if let known = shapes[function] { return known }
    let near = program.code[function]
    // A text that is another program in the other geometry has no function there, or another one.
    let other = far.code.first { $0.name == near.name }
    let names = LocalNames(registers: [:], objects: [])
    let empty = Function(
      Draft(), name: near.name, parameters: 0, objects: [], base: 0, names: names)
    let shape = FunctionShape(function, near, other ?? empty)
    shapes[function] = shape
    return shape
  }

  /// - Precondition: the function is not running.
  func evaluate(
    _ function: Int, _ arguments: [PlaceValue], _ context: PlaceContext
  ) -> PlaceSummary {
    let call = Call(function: function, arguments: arguments, context: context)
    if let known = summaries[call] { return known }
    running.insert(function)
    var frame = PlaceFrame(self, shape(function), arguments, context)
    let summary = frame.run()
    running.remove(function)
    summaries[call] = summary
    return summary
  }

  func isRunning(_ function: Int) -> Bool { running.contains(function) }

  // MARK: Memory

  func join(_ cell: PlaceCell, _ value: PlaceValue) {
    let old = memory[cell] ?? .unset
    var joined = old.joined(value)
    // A cell that is cleared first.
    if joined == .mixed, old == .known(0) { joined = value }
    if joined == .mixed, value == .known(0) { joined = old }
    if joined == old { return }
    memory[cell] = joined
    hasChanged = true
  }

  func joinWords(_ taint: Taint) {
    let joined = words | taint
    if joined == words { return }
    words = joined
    hasChanged = true
  }

  /// What the cells of one of the kernel's own objects hold.
  func layout(_ structure: Int) -> [PlaceValue] {
    if let known = layouts[structure] { return known }
    var cells = program.types.structures[structure].members.flatMap { kinds(of: $0.type) }
    for member in model.members where program.structureOfTag[member.tag] == structure {
      if let cell = program.offset(of: member.name, in: member.tag), cell < cells.count {
        cells[cell] = value(member.value)
      }
    }
    layouts[structure] = cells
    return cells
  }

  private func kinds(of type: CType) -> [PlaceValue] {
    switch type {
    case .structure(let inner):
      program.types.structures[inner].members.flatMap { kinds(of: $0.type) }
    case .array(let element, let count):
      Array(repeatElement(kinds(of: element), count: count ?? 0).joined())
    case .pointer(.structure(let inner)): [pointer(to: inner)]
    case .void, .function: []
    default: [.data]
    }
  }

  private func pointer(to structure: Int) -> PlaceValue {
    let members = program.types.structures[structure].members.map(\.name)
    let entries = ["pte", "pmd", "pud", "p4d", "pgd", "val"]
    if members.count == 1, entries.contains(members[0] ?? "") { return .entryPointer }
    return .pointer(.external(structure), 0)
  }

  /// What the text is handed.
  func value(_ argument: PlaceModel.Argument) -> PlaceValue {
    switch argument {
    case .data: .data
    case .rangeStart: .page(.address, PageForm(.rangeStart))
    case .rangeEnd: .page(.address, PageForm(.rangeEnd))
    case .words: .page(.pfns, PageForm(.rangeStart))
    case .pieceStart: .page(.address, PageForm(.pieceStart))
    case .pieceEnd: .page(.address, PageForm(.pieceEnd))
    case .otherAddress: .noted(.bound)
    case .entryPointer: .entryPointer
    case .mask: .mask(isComplement: false)
    case .pointer(let tag):
      program.structureOfTag[tag].map { .pointer(.external($0), 0) } ?? .data
    }
  }
}
