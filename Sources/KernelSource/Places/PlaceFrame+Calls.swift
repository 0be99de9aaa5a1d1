// SPDX-License-Identifier: GPL-2.0-or-later

extension PlaceFrame {
  mutating func call(_ near: Instruction, _ far: Instruction) {
    if isFinal { effects[index] = [] }
    let arguments = (0..<near.c).map { registers[Int(near.a + $0)] }
    var callee = Int(near.b)
    if near.opcode == .callIndirect {
      guard case .constant(let pair) = value(near.b, far.b), let word = pair.same,
        let known = Pointer.function(of: word), known < analysis.program.callables.count
      else {
        complain(.place, "not understood: a call of a function that is not known")
        registers[Int(near.d)] = .data
        return
      }
      callee = known
    }
    registers[Int(near.d)] = call(callee, arguments)
  }

  private mutating func call(_ callee: Int, _ arguments: [PlaceValue]) -> PlaceValue {
    let callable = analysis.program.callables[callee]
    for argument in arguments {
      if case .truth = argument { _ = misuse(argument, "") }
    }
    if let body = callable.body { return evaluate(body, arguments) }
    if callable.name == analysis.model.walk { return walk(arguments) }
    guard callable.refusal == nil, let primitive = analysis.model.primitives[callable.name] else {
      complain(.place, "not understood: \(callable.name) is called, of which nothing is known")
      return .data
    }
    let parameters = arguments.count == 1 ? primitive.ofOne : primitive.ofMore
    for (number, argument) in arguments.enumerated() {
      check(argument, number < parameters.count ? parameters[number] : .data, callable.name)
    }
    return result(primitive.result, arguments, callable.name)
  }

  private mutating func evaluate(
    _ body: Int, _ arguments: [PlaceValue]
  ) -> PlaceValue {
    let name = analysis.program.code[body].name
    guard !analysis.isRunning(body) else {
      complain(.place, "not understood: \(name) calls itself")
      return .data
    }
    guard analysis.program.code[body].parameters == arguments.count else {
      complain(.place, "not understood: \(name) is called with another number of arguments")
      return .data
    }
    var inner = context
    inner.active = active
    inner.isDraft = !isFinal
    let summary = analysis.evaluate(body, arguments, inner)
    if summary.findings.walks { walking.insert(index) }
    if isFinal {
      findings.formUnion(summary.findings)
      effects[index, default: []].append(.call(summary.cells))
    }
    return summary.result
  }

  private mutating func check(
    _ argument: PlaceValue, _ parameter: PlaceModel.Parameter, _ name: String
  ) {
    switch parameter {
    case .data:
      if argument.isFree { return }
    case .address:
      if isFinal { findings.addressUses.insert(name) }
      if isCurrent(argument) { return }
      if argument.addressClass != nil {
        complain(.place, "\(name) is handed the address of another page than the current one")
        return
      }
    case .entryPointer:
      if argument == .entryPointer { return }
      if case .page(.ptes, let form) = argument {
        judge(form, "a page table is read")
        return
      }
    case .ptes:
      if argument == .known(0) { return }
      if case .page(.ptes, _) = argument { return }
      if argument == .noted(.ptes) { return }
    case .entry: if argument == .entry { return }
    case .frame:
      if isFinal { findings.frameUses.insert(name) }
      if case .frame = argument { return }
    }
    _ = misuse(argument, "is handed to \(name)")
  }

  private mutating func result(
    _ result: PlaceModel.Result, _ arguments: [PlaceValue], _ name: String
  ) -> PlaceValue {
    switch result {
    case .data: return .data
    case .entry: return .entry
    case .frame: return .frame(PageForm())
    case .size(let bits): return .word(Taint(size: bits))
    case .pointer(let tag): return analysis.value(.pointer(tag))
    case .ptes(let number):
      guard arguments.indices.contains(number) else { return .entryPointer }
      if case .page(.address, let form) = arguments[number] { return .page(.ptes, form) }
      return .noted(.ptes)
    }
  }

  // MARK: The page walker

  /// walk_page_range(mm, start, end, operations, private).
  private mutating func walk(_ arguments: [PlaceValue]) -> PlaceValue {
    walking.insert(index)
    guard arguments.count == 5, !context.hasPiece, active.isEmpty else {
      complain(.place, "not understood: the page walker is called in a way that is not known")
      return .data
    }
    if !isFinal { return .data }
    check(arguments[1], .address, analysis.model.walk)
    if arguments[2] != .page(.address, PageForm(.rangeEnd)) {
      complain(.place, "the page walker is not sent to the end of the range")
    }
    if let structure = analysis.program.structureOfTag["mm_walk"],
      let cell = analysis.program.offset(of: "private", in: "mm_walk")
    {
      analysis.join(PlaceCell(object: .external(structure), cell: cell), arguments[4])
    }
    guard let count = analysis.program.cells(of: "mm_walk_ops") else { return .data }
    var known: Set<Int> = []
    for callback in analysis.model.callbacks {
      guard let cell = analysis.program.offset(of: callback.member, in: "mm_walk_ops") else {
        continue
      }
      known.insert(cell)
      if let function = operation(arguments[3], cell) { run(callback, function) }
    }
    for cell in 0..<count where !known.contains(cell) {
      if operation(arguments[3], cell) != nil {
        complain(.place, "not understood: a callback that the page walker's model does not call")
      }
    }
    return .data
  }

  /// The function that stands in a table of operations.
  private mutating func operation(_ table: PlaceValue, _ cell: Int) -> Int? {
    var value = PlaceValue.mixed
    switch table {
    case .constant(let pair):
      guard let fixed = fixed(pair) else { break }
      let near = analysis.program.statics[fixed.object].cells[fixed.cell + cell] ?? 0
      let far = analysis.far.statics[fixed.object].cells[fixed.cell + cell] ?? 0
      value = .constant(ConstantPair(near: near, far: far))
    case .pointer(let object, let first):
      value = analysis.memory[PlaceCell(object: object, cell: first + cell)] ?? .known(0)
    default: break
    }
    if case .constant(let pair) = value, let word = pair.same {
      if let function = Pointer.function(of: word) { return function }
      // Nothing, or what is no function.
      return nil
    }
    complain(.place, "not understood: a table of operations that is not known")
    return nil
  }

  private mutating func run(_ callback: PlaceModel.Callback, _ callee: Int) {
    let callable = analysis.program.callables[callee]
    guard let body = callable.body else {
      complain(.place, "not understood: \(callable.name) is called, of which nothing is known")
      return
    }
    let count = analysis.program.code[body].parameters
    guard let handed = callback.arguments.first(where: { $0.count == count }) else {
      complain(.place, "not understood: \(callable.name) takes \(count) arguments")
      return
    }
    guard !analysis.isRunning(body) else {
      complain(.place, "not understood: \(callable.name) calls itself")
      return
    }
    let context = PlaceContext(level: callback.level, hasPiece: true)
    let summary = analysis.evaluate(body, handed.map(analysis.value), context)
    findings.formUnion(summary.findings)
    if !summary.result.isData {
      complain(.place, "\(callable.name) answers with \(summary.result.noun)")
    }
  }
}
