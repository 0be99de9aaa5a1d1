// SPDX-License-Identifier: GPL-2.0-or-later

/// What an instruction does to cells in memory.
enum CellEffect {
  case load(PlaceCell)
  /// `from` is the register that is stored; `isWhole` where the cell is the only one that can be
  /// meant.
  case store(PlaceCell, from: Int?, isWhole: Bool)
  /// The object begins its life again.
  case reset(PlaceObject)
  case call(CellSummary)
}

/// What a function does to cells that outlive it.
struct CellSummary {
  /// Loaded before it has stored them.
  var exposed: Set<PlaceCell> = []
  /// Stored on all ways.
  var certain: Set<PlaceCell> = []
  /// Stored on some way.
  var always: Set<PlaceCell> = []
  /// Stored only on ways on which it does not return 0.
  var onFailure: Set<PlaceCell> = []
}

/// A store that may have been made.
struct CellStore: Hashable {
  let cell: PlaceCell
  let site: Int
  /// Registers that are not 0 if the store was made, or, with `isContent`, that hold what was
  /// stored. None where nothing is known.
  var holders: Set<Int>
  let isContent: Bool
  /// Made for an earlier page.
  var isOld = false
}

/// Stores and loads along the ways through a function, or through the iterations of a loop.
struct CellFlow: Equatable {
  var stores: Set<CellStore> = []
  /// Stored in this iteration, on all ways here.
  var certain: Set<PlaceCell> = []
  var fresh: Set<PlaceObject> = []
  /// Cells that hold 0 since this iteration, and since an earlier one.
  var zeroed: Set<PlaceCell> = []
  var earlier: Set<PlaceCell> = []

  mutating func join(_ other: CellFlow) {
    stores.formUnion(other.stores)
    certain.formIntersection(other.certain)
    fresh.formIntersection(other.fresh)
    zeroed.formUnion(other.zeroed)
    earlier.formUnion(other.earlier)
  }

  func isStored(_ cell: PlaceCell) -> Bool {
    certain.contains(cell) || fresh.contains(cell.object)
  }

  /// Whether what is loaded may be what an earlier page has left.
  func isCarried(_ cell: PlaceCell) -> Bool {
    !isStored(cell)
      && (earlier.contains(cell) || stores.contains { $0.cell == cell && $0.isOld })
  }

  mutating func apply(_ effect: CellEffect, _ instruction: Instruction, at site: Int) {
    switch effect {
    case .load(let cell):
      for store in stores where store.cell == cell && store.isContent && !store.holders.isEmpty {
        stores.remove(store)
        var store = store
        store.holders.insert(Int(instruction.d))
        stores.insert(store)
      }
    case .store(let cell, let register, let isWhole):
      if isWhole {
        stores = stores.filter { $0.cell != cell }
        certain.insert(cell)
      }
      stores.insert(
        CellStore(
          cell: cell, site: site, holders: register.map { [$0] } ?? [], isContent: true))
    case .reset(let object):
      stores = stores.filter { $0.cell.object != object }
      zeroed = zeroed.filter { $0.object != object }
      earlier = earlier.filter { $0.object != object }
      fresh.insert(object)
    case .call(let summary):
      stores = stores.filter { !summary.certain.contains($0.cell) }
      certain.formUnion(summary.certain)
      for cell in summary.always {
        stores.insert(CellStore(cell: cell, site: site, holders: [], isContent: false))
      }
      for cell in summary.onFailure where !summary.always.contains(cell) {
        stores.insert(
          CellStore(
            cell: cell, site: site, holders: [Int(instruction.d)], isContent: false))
      }
    }
  }

  /// A register gets another value, or that of another one.
  mutating func write(_ instruction: Instruction) {
    guard instruction.writesD || instruction.opcode == .loadMaybe else { return }
    let d = Int(instruction.d)
    let isCopy =
      instruction.opcode == .copy || instruction.opcode == .isNonzero
      || instruction.opcode == .extend && instruction.size >= 32
    var changed: Set<CellStore> = []
    for var store in stores {
      let gains = isCopy && store.holders.contains(Int(instruction.a))
      store.holders.remove(d)
      if instruction.opcode == .loadMaybe { store.holders.remove(Int(instruction.c)) }
      if gains { store.holders.insert(d) }
      changed.insert(store)
    }
    stores = changed
  }

  /// A register is known to hold 0.
  mutating func know(zero register: Int) {
    for store in stores where store.holders.contains(register) {
      stores.remove(store)
      guard store.isContent else { continue }
      if store.isOld { earlier.insert(store.cell) } else { zeroed.insert(store.cell) }
    }
  }

  /// The next iteration begins.
  mutating func turn() {
    stores = Set(
      stores.map { store in
        var store = store
        store.isOld = true
        return store
      })
    certain = []
    fresh = []
    earlier.formUnion(zeroed)
    zeroed = []
  }
}
