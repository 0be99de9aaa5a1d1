// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension Machine {
  /// Makes an object of the host's, in a machine that is not within a branch of the environment or
  /// a call; a cell may hold a scalar of any size.
  ///
  /// - Returns: its number, for ``Pointer/object(_:)`` and the other functions here.
  public mutating func allocate(cells: Int, isInitialised: Bool = true) -> Int {
    memory.add(Array(repeating: 0, count: cells), isDefined: isInitialised)
  }

  /// Makes an object of type `struct tag`; nil where the text does not define it.
  public mutating func allocate(_ tag: String, isInitialised: Bool = true) -> Int? {
    guard let index = program.structureOfTag[tag],
      program.types.structures[index].isComplete
    else { return nil }
    return memory.add(
      program.types.cellSizes(of: .structure(index)), isDefined: isInitialised)
  }

  /// Makes an object whose loads and stores are the environment's.
  public mutating func allocateForeign(cells: Int) -> Int {
    memory.addForeign(count: cells)
  }

  /// The value of a cell, whether it has one or not. `object` and `cell` must exist.
  public subscript(object: Int, cell: Int) -> Word {
    get { memory.values[index(object, cell)] }
    set {
      memory.values[index(object, cell)] = newValue
      memory.defined[index(object, cell)] = true
    }
  }

  /// Whether a cell has a value.
  public func isDefined(_ object: Int, _ cell: Int) -> Bit { memory.defined[index(object, cell)] }

  /// Takes the value of a cell away.
  public mutating func undefine(_ object: Int, _ cell: Int) {
    memory.defined[index(object, cell)] = false
  }

  /// Writes what is a choice between `most` numbers or fewer as short as that.
  public mutating func settle(ofAtMost most: Int) {
    for place in memory.values.indices where memory.values[place].constant == nil {
      memory.values[place] = memory.values[place].asChoice(ofAtMost: most)
    }
  }

  /// A member of an object of type `struct tag`; the text must define it.
  public subscript(object: Int, tag: String, name: String) -> Word {
    get { self[object, offset(tag, name)] }
    set { self[object, offset(tag, name)] = newValue }
  }

  /// What `pointer` points to, for primitives: a null or wild pointer makes the run err at the call.
  public mutating func load(_ pointer: Word, offset: Int = 0) -> Word {
    load(pointer, offset, size: 0, at: site)
  }

  /// Stores through `pointer`, for primitives, as ``load(_:offset:)`` loads.
  public mutating func store(_ pointer: Word, offset: Int = 0, _ value: Word) {
    store(pointer, offset, size: 0, value, true, at: site)
  }

  private func index(_ object: Int, _ cell: Int) -> Int {
    let record = memory.objects[object]
    precondition(cell >= 0 && cell < record.count, "no cell of that number")
    return record.base + cell
  }

  private func offset(_ tag: String, _ name: String) -> Int {
    guard let offset = program.offset(of: name, in: tag) else {
      preconditionFailure("struct \(tag) has no member \(name)")
    }
    return offset
  }
}
