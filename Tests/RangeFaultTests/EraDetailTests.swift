// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// The finer ways of an era: what it looked at before it walked, and in which order.
@Suite struct EraDetailTests {
  @Test(arguments: hugetlb + snapshots + eachVMA + small)
  func row(_ row: Row) {
    row.check()
  }

  /// The hugetlb handler of 5.2 to 5.6 emptied the first word, yet decided by what had stood there.
  static let hugetlb: [Row] = [
    Row(
      "hugetlb, absent F", [.v5_6], .hugetlb(.none, asks: "F", count: 2),
      "2", "Vf Vf", "walk0 R0 R1 walk0"),
    Row(
      "hugetlb, read-only FW", [.v5_6],
      .hugetlb(.hugetlbReadOnly, asks: "FW", count: 2).faulting(.reuse),
      "2", "VWf VWf", "walk0 W0 W1 walk0"),
    Row(
      "hugetlb, absent F", [.v5_2], .hugetlb(.none, asks: "F", count: 2),
      "2", "Vf Vf", "walk0 R0 R1 walk0"),
  ]

  /// The snapshot calls did not look at the result of the walk, but did look at the VMA before.
  static let snapshots: [Row] = [
    Row(
      "IO, snapshot", [.v4_16, .v4_17, .v5_0],
      Scenario.ptes(.none, asks: "-").in([.read, .io]).snapshot, "-EINVAL", nil, nil),
    Row(
      "unreadable, snapshot", [.v4_17, .v5_0], Scenario.ptes(.none, asks: "-").in([]).snapshot,
      "-EPERM", "-", nil),
    Row(
      "IO, snapshot", [.v5_2], Scenario.ptes(.none, asks: "-").in([.read, .io]).snapshot,
      "-EFAULT", nil, nil),
    Row(
      "unreadable, snapshot", [.v5_2], Scenario.ptes(.none, asks: "-").in([]).snapshot,
      "-EPERM", "-", nil),
    Row(
      "no VMA, snapshot", [.v5_2], Scenario(count: 1).snapshot.with { $0.vmas = [] },
      "-EFAULT", nil, nil),
    // Only the fault call of 5.2 drops the lock of a range that is invalid.
    Row(
      "invalidated, snapshot", [.v5_2],
      Scenario.ptes(.none, asks: "-").snapshot.with { $0.invalidated = true },
      "-EAGAIN", nil, ""),
  ]

  /// From 5.2 to 5.4 the range was taken VMA by VMA, each the next above the page that was reached.
  static let eachVMA: [Row] = [
    // 5.4 walked each VMA in vain before it walked it in earnest. Here the first VMA's vain walk
    // ends with a fault, and the second's output asks device memory back.
    Row(
      "a vain walk for each VMA", [.v5_4],
      Scenario(count: 2).asking("F").with {
        $0.vmas = [VMA(start: 0, end: 1), VMA(start: 1, end: 16)]
        $0.ptes = [.swap, .devicePrivateReadOnly]
      }, "2", "Vf VWf", "walk0 R0 walk0 walk1 walk1 R1 walk1"),
    Row(
      "two VMAs", [.v5_2],
      Scenario(count: 2).asking("F").with {
        $0.vmas = [VMA(start: 0, end: 1), VMA(start: 1, end: 16)]
        $0.ptes = [.readOnly, .writable]
      }, "2", "Vf VWf", "walk0 walk1"),
    // The next VMA above serves a range that ends before it, too.
    Row("a gap below a VMA F", [.v5_2], belowVMA.asking("F").byDefault, "lost", nil, nil),
    Row("a gap below a VMA -", [.v5_2], belowVMA, "0", "-", "walk0"),
    Row("a gap below a VMA -", [.v5_4], belowVMA, "0", "-", "walk0 walk0"),
    // What is refused before it is walked leaves the words alone.
    Row("no VMA", [.v5_2], Scenario(count: 1).with { $0.vmas = [] }, "-EFAULT", "in", ""),
    Row("IO", [.v5_4], Scenario.ptes(.none, asks: "F").in([.read, .io]), "-EFAULT", "in", ""),
    Row(
      "invalidated", [.v5_4], Scenario.ptes(.none, asks: "F").with { $0.invalidated = true },
      "-EBUSY", "in", ""),
  ]

  static let belowVMA = Scenario(count: 1).with { $0.vmas = [VMA(start: 1, end: 16)] }

  static let small: [Row] = [
    // The flag that told device memory was gone from 5.7 on.
    Row(
      "own device memory", [.v5_7], .ptes(.devicePrivateWritable, asks: "-"), "1", "VWf", "walk0"),
    // The wait is for the PMD at the place where the walk begins again.
    Row(
      "a migrating PMD F", [.v5_0, .v5_8, .v6_12], .pmds(.hugeMigration, asks: "F", count: 2),
      "0", "VWfo2 VWfo2", "walk0 wait0 walk0"),
  ]

  /// The hugetlb handler lost the request on a restart, not before: without the fix the fault is
  /// made, and the next walk finds an empty word.
  @Test func hugetlbKeepsRequest() throws {
    try Defect(
      .hugetlbKeepsRequest, "C15", [.v5_6], .hugetlb(.none, asks: "F", count: 1),
      besides: [.faultKeepsRequests]
    ).check()
  }
}
