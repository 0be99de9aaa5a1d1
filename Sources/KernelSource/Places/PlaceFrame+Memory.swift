// SPDX-License-Identifier: GPL-2.0-or-later

// Loads and stores.
extension PlaceFrame {
  mutating func access(_ near: Instruction, _ far: Instruction) {
    if isFinal { effects[index] = [] }
    let d = Int(near.d)
    switch near.opcode {
    case .localAddress: registers[d] = .pointer(.local(shape.number, Int(near.a)), 0)
    case .undefine, .clear: note(.reset(.local(shape.number, Int(near.a))))
    case .load, .loadMaybe:
      let pointer = value(near.a, far.a)
      registers[d] = load(pointer, Int(near.b), isSame: near.b == far.b)
      if near.opcode == .loadMaybe { registers[Int(near.c)] = .data }
    case .store, .storeMaybe:
      let register = Int(near.c) < shape.function.constants ? Int(near.c) : nil
      store(value(near.a, far.a), Int(near.b), value(near.c, far.c), from: register)
    default:
      let (target, source) = (value(near.a, far.a), value(near.b, far.b))
      for cell in 0..<Int(near.c) {
        store(target, cell, load(source, cell, isSame: true), from: nil)
      }
    }
  }

  private mutating func note(_ effect: CellEffect) {
    if isFinal { effects[index, default: []].append(effect) }
  }

  private mutating func load(_ pointer: PlaceValue, _ offset: Int, isSame: Bool) -> PlaceValue {
    guard isSame else {
      complain(.place, "a member that is elsewhere where mappings have other sizes")
      return .data
    }
    switch pointer {
    case .page(.pfns, let form):
      judge(form + PageForm(offset), "the array of words is read")
      return .data(analysis.words)
    case .page(.ptes, let form):
      judge(form + PageForm(offset), "a page table is read")
      return .entry
    case .entryPointer where offset == 0: return .entry
    case .pointer(let object, let cell):
      return content(PlaceCell(object: object, cell: cell + offset), pointer)
    case .constant(let pair):
      guard let fixed = fixed(pair) else { break }
      return content(PlaceCell(object: .fixed(fixed.object), cell: fixed.cell + offset), pointer)
    case .noted(.pfns):
      complain(.place, "the array of words is read at a page that is not known")
      return .data(analysis.words)
    default: break
    }
    return misuse(pointer, "is followed as a pointer")
  }

  /// What an object holds that is no array of pages.
  private mutating func content(_ cell: PlaceCell, _ pointer: PlaceValue) -> PlaceValue {
    switch cell.object {
    case .local:
      note(.load(cell))
      return analysis.memory[cell] ?? .unset
    case .external(let structure):
      let layout = analysis.layout(structure)
      guard layout.indices.contains(cell.cell) else {
        return misuse(pointer, "is followed beyond its object")
      }
      note(.load(cell))
      return analysis.memory[cell] ?? layout[cell.cell]
    case .fixed(let object):
      let known = [analysis.program, analysis.far].map { program in
        let fixed = program.statics[object]
        return fixed.sizes.indices.contains(cell.cell) ? fixed.cells[cell.cell] ?? 0 : nil
      }
      guard let near = known[0], let far = known[1] else {
        return misuse(pointer, "is followed beyond its object")
      }
      return .constant(ConstantPair(near: near, far: far))
    }
  }

  /// The object of static life that a constant points to.
  func fixed(_ pair: ConstantPair) -> (object: Int, cell: Int)? {
    guard let word = pair.same else { return nil }
    let object = Int(word >> 32) - 1
    guard object >= 0, object < analysis.program.statics.count,
      object < analysis.far.statics.count
    else { return nil }
    return (object, Int(word & 0xffff_ffff))
  }

  private mutating func store(
    _ pointer: PlaceValue, _ offset: Int, _ value: PlaceValue, from register: Int?
  ) {
    switch pointer {
    case .page(.pfns, let form):
      judge(form + PageForm(offset), "the array of words is written")
      storeWord(value)
    case .pointer(.external(let structure), let cell):
      let layout = analysis.layout(structure)
      let cell = PlaceCell(object: .external(structure), cell: cell + offset)
      guard layout.indices.contains(cell.cell) else {
        _ = misuse(pointer, "is followed beyond its object")
        return
      }
      note(.store(cell, from: register, isWhole: false))
      let kept = layout[cell.cell]
      if value == kept || value == .known(0) && kept.isFree { return }
      if value.taint?.isClean == true, kept == .data { return }
      _ = misuse(value, "is stored in an object of the kernel's")
    case .pointer(let object, let cell):
      let cell = PlaceCell(object: object, cell: cell + offset)
      note(.store(cell, from: register, isWhole: true))
      let kept = kept(value)
      if isFinal { analysis.join(cell, kept) }
    case .constant(let pair):
      guard fixed(pair) != nil else {
        _ = misuse(pointer, "is followed as a pointer")
        return
      }
      complain(.place, "what lives from call to call is written")
    case .noted(.pfns):
      complain(.place, "the array of words is written at a page that is not known")
      storeWord(value)
    case .page(.ptes, _), .entryPointer: complain(.frame, "a page-table entry is written")
    default: _ = misuse(pointer, "is followed as a pointer")
    }
  }

  private mutating func storeWord(_ value: PlaceValue) {
    guard isFinal else { return }
    if let taint = value.taint {
      analysis.joinWords(taint)
    } else if case .frame(let form) = value, form.isTrips {
      analysis.joinWords(.wholeFrame)
    } else {
      _ = misuse(value, "is stored in the array of words")
    }
  }

  /// What a cell of the text's own is said to hold.
  private mutating func kept(_ value: PlaceValue) -> PlaceValue {
    switch value {
    case .page(let kind, let form):
      if form.isOfRange, form.constant == 0 { return value }
      if kind == .address, !form.isNamed {
        return misuse(value, "is kept, and is no page that the text looks at")
      }
      return .noted(value.addressClass ?? kind)
    case .found: return .noted(.address)
    case .frame, .inside, .mask, .truth, .mixed: return misuse(value, "is kept in memory")
    default: return value
    }
  }
}

extension PageForm {
  /// Whether it is a page that loops have come to, the one behind it, or an end.
  fileprivate var isNamed: Bool {
    var rest = self
    rest.constant = 0
    let starts = rest.terms.keys.filter { if case .trip = $0 { false } else { true } }
    guard starts.count == 1, let start = starts.first, rest[start] == 1 else { return false }
    let trips = rest - PageForm(start)
    if start == .pieceEnd || start == .rangeEnd { return trips == PageForm() && constant == 0 }
    return trips.isTrips && (constant == 0 || constant == 1)
  }
}
