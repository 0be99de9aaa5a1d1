// SPDX-License-Identifier: GPL-2.0-or-later

/// Turns one function's statements into instructions.
///
/// Where a variable that was declared without a value is read, a check is put in; those that can
/// never fail are taken out again when the function is finished.
struct Lowering {
  let types: TypeTable
  let function: ParsedFunction
  var code: [Instruction] = []
  var positions: [Position] = []
  var position: Position

  /// The register of each local variable, or the number of its object.
  var registerOfLocal: [Int?] = []
  var objectOfLocal: [Int?] = []
  /// The register that says whether the variable has a value.
  var definedOfLocal: [Int?] = []
  /// Variables that are declared with a value and cannot be jumped over.
  var alwaysDefined: Set<Int> = []
  var objects: [[UInt8]] = []

  /// The next free register for an intermediate value, and the most that were in use.
  var nextRegister = 0
  var mostRegisters = 0
  var variables = 0
  var constants: [UInt64] = []
  var placeOfConstant: [UInt64: Int] = [:]

  /// The instruction that each label stands before; labels are numbers until the end.
  var labels: [Int?] = []
  var labelOfName: [String: Int] = [:]
  var breaks: [Int] = []
  var continues: [Int] = []
  var switches: [Switch] = []
  /// Choices without a jump.
  var selects = 0

  struct Switch {
    var cases: [(low: UInt64, high: UInt64, label: Int, position: Position)] = []
    var otherwise: Int?
  }

  /// Constants are numbered from here until it is known how many other registers there are.
  static let constantBase = 1 << 15

  init(_ function: ParsedFunction, _ types: TypeTable) {
    self.function = function
    self.types = types
    position = function.position
  }

  /// - Throws: ``Refusal`` where the function is too large.
  mutating func lower() throws(Refusal) -> Draft {
    place()
    if !function.hasJumps { alwaysDefined = function.body.initialized }
    for (index, local) in function.parameters.enumerated() {
      guard let object = objectOfLocal[local] else { continue }
      let address = newRegister()
      emit(.localAddress, d: address, a: object)
      emit(.store, size: size(function.locals[local].type), a: address, c: index)
    }
    nextRegister = variables
    lower(function.body)
    position = function.position
    emit(function.signature.result == .void ? .returnVoid : .missingReturn)
    guard code.count < 1 << 20, mostRegisters + constants.count < Self.constantBase else {
      throw Refusal(function.position, "\(function.name) is too large")
    }
    let draft = finish()
    guard draft.slots <= Int(UInt16.max) else {
      throw Refusal(function.position, "\(function.name) has too many branches")
    }
    return draft
  }

  /// Gives every local variable its register or object.
  private mutating func place() {
    nextRegister = function.parameters.count
    mostRegisters = nextRegister
    registerOfLocal = Array(repeating: nil, count: function.locals.count)
    objectOfLocal = registerOfLocal
    definedOfLocal = registerOfLocal
    for (index, local) in function.parameters.enumerated()
    where !function.locals[local].isObject { registerOfLocal[local] = index }
    for (index, local) in function.locals.enumerated() {
      if local.isObject {
        objectOfLocal[index] = objects.count
        objects.append(types.cellSizes(of: local.type))
      } else if !local.isParameter {
        registerOfLocal[index] = newRegister()
        // Unnamed ones are always written first.
        if !local.name.isEmpty { definedOfLocal[index] = newRegister() }
      }
    }
    variables = nextRegister
  }

  mutating func newRegister() -> Int {
    nextRegister += 1
    mostRegisters = max(mostRegisters, nextRegister)
    return nextRegister - 1
  }

  mutating func constant(_ value: UInt64) -> Int {
    if let known = placeOfConstant[value] { return known }
    let place = Self.constantBase + constants.count
    constants.append(value)
    placeOfConstant[value] = place
    return place
  }

  mutating func emit(
    _ opcode: Opcode, size: Int = 0, d: Int = 0, a: Int = 0, b: Int = 0, c: Int = 0
  ) {
    code.append(
      Instruction(
        opcode: opcode, size: UInt8(truncatingIfNeeded: size), d: UInt16(truncatingIfNeeded: d),
        a: UInt32(truncatingIfNeeded: a), b: UInt32(truncatingIfNeeded: b),
        c: UInt32(truncatingIfNeeded: c)))
    positions.append(position)
  }

  /// Emits an instruction that gives a new value.
  mutating func compute(
    _ opcode: Opcode, size: Int = 0, a: Int = 0, b: Int = 0, c: Int = 0
  ) -> Int {
    let register = newRegister()
    emit(opcode, size: size, d: register, a: a, b: b, c: c)
    return register
  }

  mutating func newLabel() -> Int {
    labels.append(nil)
    return labels.count - 1
  }

  /// Puts `label` here; every block ends with a jump.
  mutating func bind(_ label: Int) {
    if code.last?.opcode.endsBlock != true { emit(.jump, a: label) }
    labels[label] = code.count
  }

  func size(_ type: CType) -> Int { types.cellSizes(of: type).first.map(Int.init) ?? 8 }
}

extension TypeTable {
  /// The bytes of each scalar of an object of `type`.
  func cellSizes(of type: CType) -> [UInt8] {
    switch type {
    case .void, .function: []
    case .bool: [1]
    case .integer(let integer): [UInt8(integer.width / 8)]
    case .pointer: [8]
    case .array(let element, let count):
      Array(repeatElement(cellSizes(of: element), count: count ?? 0).joined())
    case .structure(let index): structures[index].members.flatMap { cellSizes(of: $0.type) }
    }
  }
}
