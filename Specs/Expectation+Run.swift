// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What the contract wants, read off a run.

/// What an answer means for the words of the array.
private enum Outcome {
  /// The call succeeded, or should have: every page has its word.
  case words
  /// The words mean nothing.
  case open
  /// The call rightly failed, at page `last` or before.
  case failed(Errno, last: Int)
}

extension World where D == Concrete {
  /// What the contract wants of each page of the range, now that the call has ended.
  public var expectations: [Expectation] {
    let outcome = outcome
    return (0..<count).map { expectation($0, outcome) }
  }

  private func expectation(_ page: Int, _ outcome: Outcome) -> Expectation {
    let wanted = wanted(page, outcome)
    return Expectation(
      wanted: wanted, isMet: isMet(page, wanted), hasRightFlags: hasRightFlags(page, wanted),
      isNeedlesslyFaulted: wasFaultedUnasked(page) || wasFaultedInVain(page),
      isNeedlesslyWritten: wasWrittenUnasked(page),
      lostStickyBits: (pages[page].word ^ pages[page].input).has(encoding.sticky))
  }

  /// The answers that the contract accepts (C1 to C4): success where each page can have a word,
  /// an error where a page justifies it.
  public var acceptedAnswers: [Errno] {
    if takesLock && ghost.interrupted { return [.EINTR] }
    let busy = (takesLock ? limitIsSpent : invalidated) ? [convention.busy] : []
    if count == 0 { return [.EINVAL] + busy }
    if let code = convention.lockDropped, mayDropLock, !ghost.mmapLock { return [code] }
    if ghost.outOfMemory { return [.ENOMEM] }
    var answers: [Errno] = []
    let mustFail = (0..<count).contains {
      if case .failure = onSuccess($0) { true } else { false }
    }
    if !mustFail { answers.append(.success) }
    if anyPage({ couldNotBeMadeValid($0) }) { answers.append(.EFAULT) }
    if anyPage({ mayNotBeWritten($0) }) { answers.append(.EPERM) }
    if takesLock && signalIsPending { answers.append(.EINTR) }
    return answers + busy.filter { !answers.contains($0) }
  }

  /// What the call answered, where it came back.
  public var answer: Errno? {
    returned ? Errno(rawValue: Int32(truncatingIfNeeded: result)) : nil
  }

  private func wanted(_ page: Int, _ outcome: Outcome) -> Expectation.Wanted {
    switch outcome {
    case .words: return onSuccess(page)
    case .open: return .open
    case .failed(let errno, let last):
      if page < last { return .open }
      return page == last && !wasSetByLastWalk(page) ? .failure([errno]) : .unset
    }
  }

  /// What the answer means for the words.
  private var outcome: Outcome {
    guard let answer, answer != .success, acceptedAnswers.contains(answer) else { return .words }
    // Any page that justifies the error may be the one that failed: C16 speaks of the last.
    guard failed, !convention.clearsOnError, !ghost.isFresh,
      let last = (0..<count).last(where: { justifiesError($0) })
    else { return .open }
    return .failed(answer, last: last)
  }

  /// What is wanted of a page if the call succeeds, or why it cannot.
  private func onSuccess(_ page: Int) -> Expectation.Wanted {
    var outputs: [Expectation.Output] = []
    for view in views(page) {
      if let output = output(page, view), !outputs.contains(output) { outputs.append(output) }
    }
    if !outputs.isEmpty { return .output(outputs) }
    var errors: [Errno] = []
    if couldNotBeMadeValid(page) { errors.append(.EFAULT) }
    if mayNotBeWritten(page) { errors.append(.EPERM) }
    if ghost.outOfMemory && effects(page, PageEffect.faulted) { errors.append(.ENOMEM) }
    return errors.isEmpty ? .fault(write: wantsWrite(page)) : .failure(errors)
  }

  /// The word for one state of a page; nil where that state is not what was asked for.
  private func output(_ page: Int, _ view: View<Concrete>) -> Expectation.Output? {
    if isReadable(page, view) {
      let write = isWritable(page, view)
      if wantsWrite(page) && !write { return nil }
      return .valid(write: write, pfn: view.pfn, order: view.order)
    }
    if wantsFault(page) { return nil }
    return isImpossible(page, view) ? .error : .faultable
  }

  /// The states that the page had during the call, the latest first.
  private func views(_ page: Int) -> [View<Concrete>] {
    let first = page * Self.momentsPerPage
    return [pages[page].view] + history[first..<(first + pages[page].moments)].reversed()
  }
}

// MARK: Whether it came so

extension World where D == Concrete {
  private func isMet(_ page: Int, _ wanted: Expectation.Wanted) -> Bool {
    switch wanted {
    case .open: return true
    case .unset: return !wasSetByLastWalk(page)
    case .fault: return false
    case .failure(let errors): return answer.map(errors.contains) ?? false
    case .output(let outputs):
      if !isSaid(page) { return false }
      return !hasStrayBits(page) && outputs.contains { flagsAre($0, page) && frameIs($0, page) }
    }
  }

  private func hasRightFlags(_ page: Int, _ wanted: Expectation.Wanted) -> Bool {
    guard case .output(let outputs) = wanted, isSaid(page) else { return false }
    return outputs.contains { flagsAre($0, page) }
  }

  /// The word is an output: on success each one is, otherwise those that were stored.
  private func isSaid(_ page: Int) -> Bool {
    answer == .success || pages[page].storedIn != 0
  }

  private func flagsAre(_ output: Expectation.Output, _ page: Int) -> Bool {
    let flags = (isValid(page), isWritable(page), isError(page))
    return switch output {
    case .valid(let write, _, _): flags == (true, write, false)
    case .error: flags == (false, false, true)
    case .faultable: flags == (false, false, false)
    }
  }

  private func frameIs(_ output: Expectation.Output, _ page: Int) -> Bool {
    guard case .valid(_, let pfn, let size) = output else { return true }
    let order = order(page)
    return encoding.frame(pages[page].word) == pfn
      && (encoding.orderShift == nil || order == UInt64(size))
  }
}
