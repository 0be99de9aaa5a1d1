// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

/// The world as the text of a kernel meets it: what it calls, and the memory that it shares with
/// others.
///
/// Page-table entries are handed to the text as words that only the primitives read: the kind in the
/// low 8 bits, the frame above. The pfn array and the page tables are objects of the environment, so
/// that every access to them is one of ``world``'s.
public struct KernelWorld<D: Domain>: Environment {
  public typealias Domain = D
  public typealias M = Machine<KernelWorld<D>>

  public var world = World<D>()
  /// Known to all branches.
  var objects = KernelObjects()
  let interface: KernelInterface

  /// What the walk that is running has come to: 0 while it goes on, else what a callback returned.
  var answer: D.Word = 0
  /// The PMD that the text has read by a plain access, as it was; nil where nothing lets the
  /// compiler use that once more.
  var known: KnownPMD<D>?
  /// The looks at its PMD of the callback that runs, by what was so before each.
  var heads: [LookHead<D>] = []
  /// A look was repeated, and something else than the PMD was not as at the look before.
  var looksDiffer: D.Bit = false
  /// A look was repeated though nobody had changed an entry since it was made.
  var looksForEver: D.Bit = false
  /// Where that can be.
  var lookSite: Int?
  /// The notifier's sequence, as it was read last.
  var sequence: D.Word = 0
  /// What is made of the call's walks; known to all branches.
  var plan = RoundPlan<D>.wholeCall
  /// For a round: another follows, and where it begins.
  var goesOn: D.Bit = false
  var last: D.Word = 0
  /// For a round: its walk has begun.
  var hasBegun: D.Bit = false
  /// What the text's own memory may be where a round begins; proofs only.
  var text: TextState<D>?
  /// Of each of its cells, whether its fact failed.
  var broken: [D.Bit] = []
  /// The VMAs that have the objects, how many changes they have seen, and how many objects have been
  /// one's; known to all branches.
  var vmas: [VMA] = []
  var seenChanges = 0
  var usedVMAs = 0
  /// The objects that the model hands to the text, by the structures that they are of.
  var tags: [Int: String] = [:]
  /// The call wanted more walks than it may begin.
  var isEndless: D.Bit = false
  /// Where it did; concrete runs only.
  var endlessSite: Int?
  /// What lies around the range; proofs only, and known to all branches.
  var surroundings: Surroundings<D>?
  /// Where in the text things were done last; concrete runs only.
  var sites: KernelSites?

  init(_ interface: KernelInterface) { self.interface = interface }

  public mutating func merge(_ condition: D.Bit, else other: KernelWorld<D>) {
    world.merge(condition, else: other.world)
    answer.merge(condition, else: other.answer)
    isEndless.merge(condition, else: other.isEndless)
    goesOn.merge(condition, else: other.goesOn)
    hasBegun.merge(condition, else: other.hasBegun)
    looksDiffer.merge(condition, else: other.looksDiffer)
    looksForEver.merge(condition, else: other.looksForEver)
    lookSite = lookSite ?? other.lookSite
    LookHead.merge(&heads, condition, else: other.heads)
    // A way on which no walk has begun has no cells.
    if broken.isEmpty {
      broken = other.broken
    } else if !other.broken.isEmpty {
      broken.merge(condition, else: other.broken)
    }
    last.merge(condition, else: other.last)
    sequence.merge(condition, else: other.sequence)
    if let mine = known, let theirs = other.known, mine.pmd == theirs.pmd {
      known?.word.merge(condition, else: theirs.word)
    } else {
      known = nil
    }
    // What is to come is the same in all branches that are merged: walks begin in none.
  }

  // MARK: Objects

  /// The number of the object that a known pointer points into; nil where it is none, or not known.
  static func object(_ pointer: D.Word) -> Int? {
    pointer.constant.flatMap { $0 >> 32 == 0 ? nil : Int($0 >> 32) - 1 }
  }

  /// Cells that the page walker sets by itself before each call of the text.
  func isModels(_ cell: TextCell) -> Bool {
    cell.object == objects.walk && [interface.walk.vma, interface.walk.action].contains(cell.index)
  }

  public static var keepsActivations: Bool { D.self != Concrete.self }

  public static var counts: Bool { D.self == Concrete.self }

  public static var seeks: Bool { D.self != Concrete.self }

  // MARK: Addresses

  /// The virtual address of a page of the range.
  func address(_ page: Int) -> UInt64 { objects.base &+ UInt64(bitPattern: Int64(page)) << 12 }

  /// The page of the range that an address lies in, modulo 2^52.
  func page(_ address: D.Word) -> D.Word {
    (address &- D.Word(constant: objects.base)).shiftedRight(12)
  }

  // MARK: Entries

  static func word(_ entry: Entry<D>) -> D.Word {
    entry.pfn.shiftedLeft(8) | D.widen(entry.kind)
  }

  static func frame(_ word: D.Word) -> D.Word { word.shiftedRight(8) }
}

/// A PMD that the text has read.
///
/// Accesses that are neither `READ_ONCE` nor apart from each other by something opaque are one read
/// to the compilers that build kernels.
struct KnownPMD<D: Domain> {
  let pmd: Int
  var word: D.Word
}

/// The numbers of the objects that the text is handed.
struct KernelObjects {
  /// The address of the range's first page.
  var base: UInt64 = 0
  var range = 0
  var notifier = 0
  /// A `struct hmm_vma_walk` for functions that are called by themselves; nil where there is none.
  var data: Int?
  var mm = 0
  var walk = 0
  /// Shared memory: an access is the world's.
  var pfns = 0
  /// All of the levels above the PUD.
  var pgd = 0
  var puds = 0
  var pmds = 0
  var ptes = 0
  /// The same entries as hugetlb sees them: a `pte_t *`.
  var hugePUDs = 0
  var hugePMDs = 0
  /// Things that are only pointed to.
  /// What the text keeps of the address space; nil where it keeps nothing.
  var registration: Int?
  /// The arrays that a driver supplies of the format.
  var flags = 0
  var values = 0
  var owner = 0
  var stranger = 0
  var ownMap = 0
  var foreignMap = 0
  var ownPage = 0
  var foreignPage = 0
  var page = 0
  var lock = 0
  var smallHstate = 0
  var largeHstate = 0
  var task = 0
  /// One for each VMA, as they are.
  var vmas: [Int] = []
  /// All that were made for VMAs; it grows as needed.
  var allVMAs: [Int] = []
}

/// Where in the text a concrete run did what findings are about: site numbers of the program.
final class KernelSites {
  /// Per page: the last store of its word, and the last fault on it.
  var stores: [Int] = []
  var faults: [Int] = []
  var waits: [Int] = []
  /// The last WARN that fired.
  var warning: Int?
  /// By the number of the step in the world's trace: what brought it about. Steps of the model's own
  /// page walker have none.
  var steps: [Int: Int] = [:]

  func reset(_ count: Int) {
    stores = Array(repeating: -1, count: count)
    faults = stores
    waits = stores
    warning = nil
  }
}
