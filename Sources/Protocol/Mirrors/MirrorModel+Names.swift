// SPDX-License-Identifier: GPL-2.0-or-later

extension MirrorModel {
  public func thread(of step: Step) -> Int {
    threads.firstIndex(of: Int(step.actor)) ?? 0
  }

  public var watched: [(title: String, width: Int)] {
    [("mm->hmm", 7), ("notifier", 8), ("freed", 6)]
  }

  public func watch(_ state: PackedState) -> [String] {
    func hmm(_ number: UInt64) -> String { number == 0 ? "-" : "hmm \(number)" }
    let freed = (1...7).filter { state[.freedHmm] >> UInt64($0) & 1 != 0 }.map { "\($0)" }
    return [
      hmm(state[.mmHmm]), hmm(state[.notifierOf]),
      freed.isEmpty ? "-" : freed.joined(separator: ","),
    ]
  }

  func name(_ stage: MirrorStage, _ thread: Int, _ state: PackedState) -> String {
    switch stage {
    case .register:
      let found = state[.mmHmm]
      if state[.mmExiting] == 1 { return "finds the process exiting" }
      if found == 0 { return "makes an hmm" }
      return state[.deadHmm] >> found & 1 != 0
        ? "finds a dead hmm, and looks again" : "joins hmm \(found)"
    case .link: return "sets mm->hmm"
    case .subscribe: return "registers the notifier"
    case .use: return "uses the mm"
    case .unlist: return "unregisters its mirror"
    case .put: return "drops its reference to hmm \(state[.own(thread)])"
    case .unsubscribe:
      return has(.notifierUnregistered) ? "unregisters the notifier" : "leaves the notifier"
    case .unlink: return "clears mm->hmm"
    case .freeHmm: return "frees hmm \(state[.own(thread)])"
    case .freeMirror: return "frees its mirror"
    case .registerRange: return "registers a range"
    case .useRange: return "uses the range"
    case .unregisterRange: return "unregisters the range"
    case .enter:
      return thread == MirrorModel.exitThread ? "begins to exit" : "begins an invalidation"
    case .lockMirrors: return "takes the list of mirrors"
    case .callBack:
      let what = thread == MirrorModel.exitThread ? "release" : "invalidate"
      return "calls \(what) of mirror \(state[.nextMirror(thread)] + 1)"
    case .leave: return "is back from the callbacks"
    case .addMemory: return "adds device memory"
    case .placePage: return "moves a page into it"
    case .evictPage: return "moves unused pages out of it"
    case .awaitPages: return "waits for its pages"
    case .removeMemory: return "removes device memory"
    case .faultDevice: return "faults on the page"
    case .callDevice: return "calls the device to move it back"
    case .freePage: return "frees the device's page"
    case .done: return "is done"
    }
  }
}
