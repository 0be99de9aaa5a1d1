// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// The stores that an initialiser of an object of `type` makes, and that type with the length that
  /// an array took from it.
  mutating func initializer(of type: CType) throws(Refusal) -> (stores: [Store], type: CType) {
    var stores: [Store] = []
    let count = try initialize(type, at: 0, first: nil, &stores)
    if case .array(let element, nil) = type {
      let complete = CType.array(element, count)
      guard types.cells(of: complete) != nil else { throw Refusal(position, "array too large") }
      return (stores, complete)
    }
    return (stores, type)
  }

  /// Fills the object of `type` that begins at `cell`; `first` is an expression that was read before
  /// it was known to be inside. Gives the number of elements of an array.
  private mutating func initialize(
    _ type: CType, at cell: Int, first: Expression?, _ stores: inout [Store]
  ) throws(Refusal) -> Int {
    try enter()
    defer { leave() }
    if case .array(let element, let count) = type, element.arithmetic?.width == 8, first == nil,
      peek().kind == .string || sees("{") && peek(1).kind == .string
    {
      return try characters(element, count, at: cell, &stores)
    }
    if first == nil, sees("{") {
      if type.isScalar {
        index += 1
        _ = try initialize(type, at: cell, first: nil, &stores)
        _ = accept(",")
        try expect("}")
        return 0
      }
      return try braced(type, at: cell, &stores)
    }
    let expression: Expression
    if let first { expression = first } else { expression = value(try assignment()) }
    if type.isScalar || expression.type == type {
      try add(
        Store(cell: cell, type: type, bits: nil, value: convert(expression, to: type)), &stores)
      return 0
    }
    return try unbraced(type, at: cell, expression, &stores)
  }

  private func add(_ store: Store, _ stores: inout [Store]) throws(Refusal) {
    guard stores.count < 1 << 16 else { throw Refusal(position, "initialiser too long") }
    stores.append(store)
  }

  private mutating func characters(
    _ element: CType, _ count: Int?, at cell: Int, _ stores: inout [Store]
  ) throws(Refusal) -> Int {
    let isBraced = accept("{")
    let start = position
    let bytes = try stringLiteral() + [0]
    if isBraced { try expect("}") }
    let length = count ?? bytes.count
    guard bytes.count - 1 <= length else { throw Refusal(start, "string too long for its array") }
    for (index, byte) in bytes.prefix(length).enumerated() {
      let bits = (element.arithmetic ?? .char).wrap(UInt64(byte))
      try add(
        Store(
          cell: cell + index, type: element, bits: nil,
          value: Expression(.constant(bits), element, start)), &stores)
    }
    return length
  }

  /// The place and type of member or element number `index`; nil past the last.
  private func part(_ type: CType, _ index: Int) -> (type: CType, cell: Int, bits: Int?)? {
    switch type {
    case .array(let element, let count):
      guard let cells = types.cells(of: element), index < count ?? 1 << 16 else { return nil }
      return (element, index * cells, nil)
    case .structure(let structure):
      let members = types.structures[structure].members
      guard index < members.count else { return nil }
      return (members[index].type, members[index].cell, members[index].bits)
    default: return nil
    }
  }

  private mutating func braced(
    _ type: CType, at cell: Int, _ stores: inout [Store]
  ) throws(Refusal) -> Int {
    try expect("{")
    var next = 0
    var count = 0
    /// Whether what has no designator now has a place that C gives it by a rule not followed here.
    var isLost = false
    while !accept("}") {
      guard index < tokens.count else { throw Refusal(position, "'}' expected before the end") }
      var place: (type: CType, cell: Int, bits: Int?)
      if sees(".") || sees("[") {
        (place, next, isLost) = try designator(type)
        try expect("=")
      } else {
        guard !isLost else { throw Refusal(position, "initialiser after a nested designator") }
        guard let part = part(type, next) else { throw Refusal(position, "too many initialisers") }
        place = part
      }
      if let bits = place.bits {
        let value = try convert(self.value(assignment()), to: place.type)
        try add(
          Store(cell: cell + place.cell, type: place.type, bits: bits, value: value), &stores)
      } else {
        _ = try initialize(place.type, at: cell + place.cell, first: nil, &stores)
      }
      next += 1
      count = max(count, next)
      if !accept(",") {
        try expect("}")
        break
      }
    }
    return count
  }

  /// What a designator names: the place, the number of the outermost part, and whether it is nested.
  private mutating func designator(
    _ type: CType
  ) throws(Refusal) -> ((type: CType, cell: Int, bits: Int?), Int, Bool) {
    var place: (type: CType, cell: Int, bits: Int?) = (type, 0, nil)
    var outermost: Int?
    var depth = 0
    while sees(".") || sees("[") {
      let start = position
      let number: Int
      if accept("[") {
        guard let value = try conditional().constant, value < 1 << 16 else {
          throw Refusal(start, "designator is not constant")
        }
        try expect("]")
        number = Int(value)
      } else {
        index += 1
        let name = try self.name(of: "a member")
        guard case .structure(let structure) = place.type,
          let found = types.structures[structure].members.firstIndex(where: { $0.name == name })
        else { throw Refusal(start, "no member \(name) to initialise") }
        number = found
      }
      guard let part = part(place.type, number) else {
        throw Refusal(start, "designator outside of the object")
      }
      place = (part.type, place.cell + part.cell, part.bits)
      outermost = outermost ?? number
      depth += 1
    }
    return (place, outermost ?? 0, depth > 1)
  }

  /// Members without braces of their own, of which `first` is the first.
  private mutating func unbraced(
    _ type: CType, at cell: Int, _ first: Expression, _ stores: inout [Store]
  ) throws(Refusal) -> Int {
    var index = 0
    while let part = part(type, index) {
      if index > 0 {
        // The comma is left for the outer list where nothing of this one follows.
        guard sees(","), !peek(1).isPunctuator("}"), !peek(1).isPunctuator("."),
          !peek(1).isPunctuator("[")
        else { break }
        self.index += 1
      }
      guard part.bits == nil else { throw Refusal(position, "bit-field without braces") }
      _ = try initialize(part.type, at: cell + part.cell, first: index == 0 ? first : nil, &stores)
      index += 1
    }
    guard index > 0 else { throw Refusal(position, "initialiser of a wrong type") }
    return index
  }

  /// Evaluates the initialiser of an object of static life, which must be constant.
  mutating func initialize(global index: Int) throws(Refusal) {
    let start = position
    let (stores, type) = try initializer(of: globals[index].type)
    globals[index].type = type
    globals[index].isDefined = true
    for store in stores {
      guard let value = staticValue(store.value) else {
        throw Refusal(start, "initialiser of \(globals[index].name) is not constant")
      }
      let bits = store.bits.map {
        IntegerType.wrap(value, width: $0, isSigned: store.type.arithmetic?.isSigned ?? false)
      }
      globals[index].cells[store.cell] = bits ?? value
    }
  }
}
