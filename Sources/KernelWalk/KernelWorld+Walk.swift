// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// The page walker: VMA by VMA, the gaps between them as holes, down to what the text has callbacks
// for. Follows mm/pagewalk.c.

/// What a callback can ask of the walker, in `struct mm_walk`.
private enum Action {
  static let subtree: UInt64 = 0
  static let goOn: UInt64 = 1
  static let again: UInt64 = 2
}

extension KernelWorld {
  /// What walk_page_range was called with.
  struct Walker {
    /// The text's `struct mm_walk`, or the model's where the text has none.
    let walk: D.Word
    /// What the callbacks find the text's own data by.
    let data: D.Word
    /// Where callbacks stand: a table of operations, or the walk itself.
    let table: D.Word
    let callbacks: KernelInterface.Callbacks
    /// Pages of the range: `begin` ..< `end`.
    var begin: D.Word
    let end: Int
    /// Callbacks stand in the walk: to 5.3.
    let isOld: Bool
  }

  /// walk_page_range(mm, start, end, ops, private) from 5.4 on, (start, end, walk) before.
  static func walkPageRange(_ arguments: ArgumentList<D>, _ machine: inout M) -> D.Word {
    guard let walker = walker(arguments, &machine) else {
      machine.fail(.unsupported)
      return 0
    }
    let begin = walker.begin
    switch machine.environment.plan {
    case .wholeCall: break
    case .onlyBegin:
      machine.environment.last = begin
      machine.environment.goesOn = true
      return negative(.EINTR)
    case .from(let world, let last, let surroundings):
      machine.environment.world = world
      machine.environment.surroundings = surroundings
      machine.environment.plan = .over
      machine.environment.hasBegun = true
      if let text = machine.environment.text {
        if let data = KernelWorld.object(walker.data) {
          machine.environment.tags[data] = "hmm_vma_walk"
        }
        let base = D.Word(constant: machine.environment.objects.base)
        let first = arguments[arguments.count == 3 ? 0 : 1]
        if !text.begin(&machine, at: base &+ last.shiftedLeft(12), first: first) {
          machine.fail(.environment2)
        }
      } else {
        setCursor(last, walker.data, &machine)
      }
      var walker = walker
      walker.begin = last
      walk(walker, &machine)
      machine.environment.world.endWalk()
      return machine.environment.answer
    case .over:
      // The next round begins here. A text that does not leave its loop then is not understood, nor
      // is one that came here without a walk that stands for any.
      machine.fail(
        .environment2, where: machine.environment.goesOn .| .!machine.environment.hasBegun)
      if let text = machine.environment.text {
        let isOld = arguments.count == 3
        if !text.end(&machine, at: arguments[isOld ? 0 : 1]) { machine.fail(.environment2) }
      }
      machine.environment.last = begin
      machine.environment.goesOn = true
      return negative(.EINTR)
    }
    if let pageWalk = machine.environment.interface.pageWalk {
      return walkBySource(pageWalk, arguments, from: begin, &machine)
    }
    // The walk goes where the array has no words: before the range, or far behind it.
    machine.fail(
      .outOfBounds, where: begin .> D.Word(constant: UInt64(machine.environment.world.count)))
    let isEmpty = begin .>= D.Word(constant: UInt64(walker.end))
    if isEmpty.constant == true { return negative(.EINVAL) }
    let isSpent =
      machine.environment.world.ghost.walks
      .>= D.Half(constant: UInt64(machine.environment.world.walkBudget))
    machine.environment.isEndless = machine.environment.isEndless .| isSpent
    if isSpent.constant == true { machine.environment.endlessSite = machine.callerSite }
    machine.environment.answer = D.Word.select(isEmpty, negative(.EINVAL), negative(.EINTR))
    branch(.!isSpent .& .!isEmpty, &machine) { walk(walker, &$0) }
    machine.environment.world.endWalk()
    return machine.environment.answer
  }

  /// Nil where the call is none that is known, or leaves the range.
  private static func walker(_ arguments: ArgumentList<D>, _ machine: inout M) -> Walker? {
    let interface = machine.environment.interface
    let isOld = arguments.count == 3
    guard isOld || arguments.count == 5 else { return nil }
    let begin = machine.environment.page(arguments[isOld ? 0 : 1])
    guard let end = machine.environment.page(arguments[isOld ? 1 : 2]).constant else { return nil }
    if end > UInt64(machine.environment.world.count) {
      machine.fail(.outOfBounds)
      return nil
    }
    if isOld {
      let walk = arguments[2]
      return Walker(
        walk: walk, data: machine.load(walk, offset: interface.walk.data), table: walk,
        callbacks: interface.oldCallbacks, begin: begin, end: Int(end), isOld: true)
    }
    let walk = machine.environment.objects.walk
    let fields = interface.walk
    machine[walk, fields.mm] = arguments[0]
    machine[walk, fields.data] = arguments[4]
    machine[walk, fields.operations] = arguments[3]
    return Walker(
      walk: pointer(walk), data: arguments[4], table: arguments[3],
      callbacks: interface.callbacks, begin: begin, end: Int(end), isOld: false)
  }

  private static func walk(_ walker: Walker, _ machine: inout M) {
    let begin = walker.begin
    machine.environment.answer = 0
    machine.environment.world.beginWalk(from: begin)
    let surroundings = machine.environment.surroundings
    if let surroundings {
      if let text = machine.environment.text, text.hasPagesBefore { text.loosen(&machine) }
      take(surroundings.before(true), walker.data, &machine)
    }
    for piece in machine.environment.world.layout.pieces where piece.begin < walker.end {
      var piece = piece
      piece.end = min(piece.end, walker.end)
      let isAhead = begin .< D.Word(constant: UInt64(piece.end))
      branch(goesOn(machine) .& isAhead, &machine) { machine in
        let from = D.Word.maximum(begin, D.Word(constant: UInt64(piece.begin)))
        onFirst(from, piece, &machine) { walkPiece(&$0, piece, from: $1, walker) }
      }
    }
    if let surroundings {
      if let text = machine.environment.text {
        let goesOn = goesOn(machine)
        text.lookBehind(&machine, where: goesOn)
        branch(goesOn, &machine) { text.loosen(&$0) }
      }
      take(surroundings.behind(goesOn(machine)), walker.data, &machine)
    }
    settle(&machine)
  }

  /// What one of many ways through the walk has noted down for the text to do is one of few things.
  /// Said so, the text's loops over it end where they end; else they would go on without bound.
  private static func settle(_ machine: inout M) {
    if machine.environment.answer.constant != nil { return }
    // Addresses of pages and the end of the last; answers of callbacks are fewer.
    let most = machine.environment.world.count + 8
    machine.environment.answer = machine.environment.answer.asChoice(ofAtMost: most)
    machine.settle(ofAtMost: most)
  }

  // MARK: The cursor, which the text keeps in what it hands to its callbacks

  private static func setCursor(_ page: D.Word, _ data: D.Word, _ machine: inout M) {
    guard let cell = machine.environment.interface.cursor else {
      machine.fail(.unsupported)
      return
    }
    let base = D.Word(constant: machine.environment.objects.base)
    machine.store(data, offset: cell, base &+ page.shiftedLeft(12))
  }

  private static func cursor(_ data: D.Word, _ machine: inout M) -> D.Word {
    guard let cell = machine.environment.interface.cursor else { return 0 }
    return machine.environment.page(machine.load(data, offset: cell))
  }

  /// A page outside of the range stops the walk.
  private static func take(
    _ stop: Surroundings<D>.Stop, _ data: D.Word, _ machine: inout M
  ) {
    branch(stop.condition, &machine) { machine in
      let busy = negative(machine.environment.world.convention.busy)
      var answer = busy
      for code in [Errno.EFAULT, .EPERM, .ENOMEM] {
        let isThis = stop.code .== D.Half(constant: UInt64(code.rawValue))
        answer = D.Word.select(isThis, negative(code), answer)
      }
      machine.environment.answer = answer
      machine.environment.world.ghost.outOfMemory = stop.isOutOfMemory
      setCursor(stop.last, data, &machine)
    }
  }

  private static func goesOn(_ machine: M) -> D.Bit {
    (machine.environment.answer .== 0) .& (machine.error .== 0)
  }

  /// The text is run with known addresses only: once for each page at which the walk can begin.
  private static func onFirst(
    _ from: D.Word, _ piece: Layout.Piece, _ machine: inout M, _ body: (inout M, Int) -> Void
  ) {
    if let known = from.constant {
      body(&machine, Int(known))
      return
    }
    for page in piece.begin..<piece.end {
      branch(from .== D.Word(constant: UInt64(page)), &machine) { body(&$0, page) }
    }
  }

  // MARK: Callbacks

  /// Calls a callback with an address range before the walk, and takes its answer.
  private static func call(
    _ callback: UInt64, _ leading: [D.Word], _ pages: Range<Int>, _ trailing: [D.Word] = [],
    _ walker: Walker, _ machine: inout M
  ) {
    let environment = machine.environment
    let arguments =
      leading
      + [
        D.Word(constant: environment.address(pages.lowerBound)),
        D.Word(constant: environment.address(pages.upperBound)),
      ] + trailing + [walker.walk]
    machine.environment.known = nil
    machine.environment.answer = machine.call(pointer: callback, arguments)
  }

  /// What stands in the table of callbacks; 0 for none.
  private static func callback(
    _ walker: Walker, _ cell: Int, _ machine: inout M
  ) -> UInt64 {
    machine.load(walker.table, offset: cell).constant ?? 0
  }

  private static func hole(_ walker: Walker, _ pages: Range<Int>, _ machine: inout M) {
    let callee = callback(walker, walker.callbacks.hole, &machine)
    if callee == 0 { return }
    // The depth, which nobody reads and older texts do not take.
    let hasDepth = machine.program.parameterCount(at: callee) != 3
    let depth = D.Word(constant: UInt64(bitPattern: -1))
    call(callee, [], pages, hasDepth ? [depth] : [], walker, &machine)
  }

  // MARK: Levels

  private static func walkPiece(
    _ machine: inout M, _ piece: Layout.Piece, from: Int, _ walker: Walker
  ) {
    let fields = machine.environment.interface.walk
    if piece.isGap {
      machine.store(walker.walk, offset: fields.vma, 0)
      hole(walker, from..<piece.end, &machine)
      return
    }
    machine.store(
      walker.walk, offset: fields.vma, pointer(machine.environment.objects.vmas[piece.vma]))
    let test = callback(walker, walker.callbacks.test, &machine)
    var enters: D.Bit = true
    if test != 0 {
      call(test, [], from..<piece.end, [], walker, &machine)
      // What is above 0 passes over the VMA; what is below ends the walk.
      let isPassed = isPositive(machine.environment.answer)
      enters = goesOn(machine)
      machine.environment.answer = D.Word.select(isPassed, 0, machine.environment.answer)
    }
    branch(enters, &machine) { machine in
      if piece.hugetlb != .no {
        walkHugetlb(&machine, piece, from: from, walker)
      } else {
        let layout = machine.environment.world.layout
        for pud in layout.pud(of: from)...layout.pud(of: piece.end - 1) {
          let pages = layout.pages(ofPUD: pud).clamped(to: from..<piece.end)
          branch(goesOn(machine), &machine) { walkPUD(&$0, pud, pages, walker) }
        }
      }
    }
  }

  /// Whether an answer is above 0, as a signed number. Choices are followed to what they are between,
  /// so that what the text knows of its answers stays as simple as it was.
  private static func isPositive(_ answer: D.Word, depth: Int = 32) -> D.Bit {
    switch answer.shape {
    case .known(let number): D.Bit(constant: Int64(bitPattern: number) > 0)
    case .choice(let condition, let one, let other) where depth > 0:
      D.Bit.select(
        condition, isPositive(one, depth: depth - 1), isPositive(other, depth: depth - 1))
    default: (answer .!= 0) .& .!answer.has(D.Word(constant: 1 << 63))
    }
  }

  private static func walkHugetlb(
    _ machine: inout M, _ piece: Layout.Piece, from: Int, _ walker: Walker
  ) {
    let environment = machine.environment
    let callee = callback(walker, walker.callbacks.hugetlb, &machine)
    if callee == 0 { return }
    let layout = environment.world.layout
    let byPUD = piece.hugetlb == .pud
    let shift = byPUD ? layout.geometry.pudShift : layout.geometry.pmdShift
    let mask = D.Word(constant: ~((1 << UInt64(shift + 12)) - 1))
    if environment.interface.walkerLocksHugetlb { machine.environment.world.lockHugetlb() }
    let last = piece.end - 1
    let entries =
      byPUD
      ? layout.pud(of: from)...layout.pud(of: last) : layout.pmd(of: from)...layout.pmd(of: last)
    for entry in entries {
      let pages = (byPUD ? layout.pages(ofPUD: entry) : layout.pages(ofPMD: entry))
        .clamped(to: from..<piece.end)
      let object = byPUD ? environment.objects.hugePUDs : environment.objects.hugePMDs
      branch(goesOn(machine), &machine) { machine in
        func look(_ machine: inout M) {
          machine.environment.heads = []
          call(callee, [pointer(object, entry), mask], pages, [], walker, &machine)
        }
        if byPUD {
          look(&machine)
          return
        }
        // Without a table of PMDs there is no entry to look at.
        let table = machine.environment.world.loadPUD(layout.pud(of: pages.lowerBound))
        branch(table.kind .== .none, &machine) {
          hole(walker, pages, &$0)
        } else: {
          look(&$0)
        }
      }
    }
    if environment.interface.walkerLocksHugetlb {
      branch(machine.error .== 0, &machine) { $0.environment.world.unlockHugetlb() }
    }
  }

  /// Looks at an entry once more where the text asked for it, as often as a call may walk.
  private static func lookAgain(
    _ machine: inout M, _ looks: Int, _ walker: Walker, _ look: (inout M) -> Void
  ) {
    // Where the text never says so, that is known before it is run.
    if !machine.environment.interface.asksAgain || walker.isOld { return }
    let asks = action(walker, &machine) .== D.Word(constant: Action.again)
    branch(goesOn(machine) .& asks, &machine) { machine in
      if case .over = machine.environment.plan {
        // The callback has come back: the look that follows is one from where it was called.
        repeatLook(&machine, at: 0)
      } else if looks < machine.environment.world.walkBudget {
        look(&machine)
      } else {
        machine.environment.isEndless = true
        machine.environment.endlessSite = machine.callerSite
        machine.environment.answer = negative(.EINTR)
      }
    }
  }

  /// What the text asked for last; going below where it could not ask.
  private static func action(_ walker: Walker, _ machine: inout M) -> D.Word {
    if walker.isOld { return D.Word(constant: Action.subtree) }
    return machine.load(walker.walk, offset: machine.environment.interface.walk.action)
  }

  private static func resetAction(_ walker: Walker, _ machine: inout M) {
    if walker.isOld { return }
    machine.store(
      walker.walk, offset: machine.environment.interface.walk.action,
      D.Word(constant: Action.subtree))
  }

  private static func walkPUD(
    _ machine: inout M, _ pud: Int, _ pages: Range<Int>, _ walker: Walker, looks: Int = 1
  ) {
    let seen = machine.environment.world.loadPUD(pud)
    branch(seen.kind .== .none, &machine) {
      hole(walker, pages, &$0)
    } else: { machine in
      if walker.isOld || machine.environment.interface.walkerLocksPUD {
        walkHugePUD(&machine, pud, pages, walker)
        return
      }
      let callee = callback(walker, walker.callbacks.pud, &machine)
      machine.environment.heads = []
      resetAction(walker, &machine)
      noteLook(&machine, at: 0, .walker)
      if callee != 0 {
        call(
          callee, [pointer(machine.environment.objects.puds, pud)], pages, [], walker, &machine)
      }
      let descends =
        goesOn(machine) .& (action(walker, &machine) .== D.Word(constant: Action.subtree))
      branch(descends, &machine) { descend(&$0, pud, pages, walker) }
      lookAgain(&machine, looks, walker) {
        walkPUD(&$0, pud, pages, walker, looks: looks + 1)
      }
    }
  }

  /// To 5.5 the text was asked about huge PUDs only, under their lock.
  private static func walkHugePUD(
    _ machine: inout M, _ pud: Int, _ pages: Range<Int>, _ walker: Walker
  ) {
    let seen = machine.environment.world.loadPUD(pud)
    let isHuge = seen.kind.isIn(KindSet.leafPUD.union(.one(.pudNonPresent)))
    branch(isHuge, &machine) { machine in
      // Not before: texts that know of no huge PUDs leave the callback unset.
      let callee = callback(walker, walker.callbacks.pud, &machine)
      if callee == 0 {
        descend(&machine, pud, pages, walker)
        return
      }
      machine.environment.world.lockPageTable()
      call(
        callee, [pointer(machine.environment.objects.puds, pud)], pages, [], walker, &machine)
      branch(machine.error .== 0, &machine) { $0.environment.world.unlockPageTable() }
    } else: {
      descend(&$0, pud, pages, walker)
    }
  }

  /// Below a PUD that the text left to the walker: a leaf is split first, by emptying it.
  private static func descend(
    _ machine: inout M, _ pud: Int, _ pages: Range<Int>, _ walker: Walker
  ) {
    branch(machine.environment.world.puds[pud].kind.isIn(.leafPUD), &machine) {
      $0.environment.world.splitPUD(pud)
    }
    let kind = machine.environment.world.puds[pud].kind
    branch(kind .== .none, &machine) {
      hole(walker, pages, &$0)
    } else: { machine in
      branch(kind .== .table, &machine) { machine in
        let layout = machine.environment.world.layout
        for pmd in layout.pmd(of: pages.lowerBound)...layout.pmd(of: pages.upperBound - 1) {
          let pages = layout.pages(ofPMD: pmd).clamped(to: pages)
          branch(goesOn(machine), &machine) { walkPMD(&$0, pmd, pages, walker) }
        }
      } else: { machine in
        // Neither a leaf that the walker knows nor a table.
        machine.environment.world.ghost.wildTable = true
        machine.environment.answer = negative(.EFAULT)
      }
    }
  }

  private static func walkPMD(
    _ machine: inout M, _ pmd: Int, _ pages: Range<Int>, _ walker: Walker, looks: Int = 1
  ) {
    let callee = callback(walker, walker.callbacks.pmd, &machine)
    let seen = machine.environment.world.loadPMD(pmd)
    branch(seen.kind .== .none, &machine) {
      hole(walker, pages, &$0)
    } else: { machine in
      if callee == 0 { return }
      machine.environment.heads = []
      resetAction(walker, &machine)
      noteLook(&machine, at: 0, .walker)
      call(
        callee, [pointer(machine.environment.objects.pmds, pmd)], pages, [], walker, &machine)
      lookAgain(&machine, looks, walker) {
        walkPMD(&$0, pmd, pages, walker, looks: looks + 1)
      }
    }
  }
}
