// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Proving
@testable import Reporting

@Suite struct ProofJUnitReportTests {
  @Test func interrupted() {
    #expect(
      JUnitReport.text(ProofSamples.interrupted)
        == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="hmmcheck" tests="6" failures="1" errors="4" skipped="0" time="1.5">
          <testsuite name="v5.6" tests="6" failures="1" errors="4" skipped="0" time="1.5">
            <testcase classname="hmmcheck.witness" name="witness.C6 on 0, REQ_FAULT gives VALID, for any length, any restarts" time="1.3"/>
            <testcase classname="hmmcheck.witness" name="witness.C8 ERROR: access to the page is impossible, for any length, any restarts" time="1.3">
              <error message="undetermined: interrupted">witness.C8  undetermined: ERROR: access to the page is impossible
          for any length, any restarts
          interrupted</error>
            </testcase>
            <testcase classname="hmmcheck.bounded" name="bounded.2-pages.C6 on 0, REQ_FAULT gives VALID, for 2 pages, 4 restarts" time="1.3">
              <error message="undetermined: interrupted">bounded.2-pages.C6  undetermined: on 0, REQ_FAULT gives VALID
          for 2 pages, 4 restarts
          interrupted</error>
            </testcase>
            <testcase classname="hmmcheck.bounded" name="bounded.2-pages.C8 ERROR: access to the page is impossible, for 2 pages, 4 restarts" time="1.3">
              <error message="undetermined: the worker said a#&lt;&amp;&quot;&apos;&gt;_b">bounded.2-pages.C8  undetermined: ERROR: access to the page is impossible
          for 2 pages, 4 restarts
          the worker said a#&lt;&amp;&quot;&apos;&gt;_b</error>
            </testcase>
            <testcase classname="hmmcheck.report" name="all obligations were asked" time="0.0">
              <error message="interrupted">interrupted: not all was asked</error>
            </testcase>
            <testcase classname="hmmcheck.report" name="the solver agrees with the concrete run" time="0.0">
              <failure message="1 disagreement">the solver&apos;s scenario breaks nothing when it is run, and not C8</failure>
            </testcase>
            <system-out>witness: 28 of 28 confirmed by cvc5
        v5.6, 4 obligations: 1 proved, 3 undetermined; 1,084 questions, 5.0 s of solver time, 1.5 s on the clock, Z3 4.8.12; 28 of 28 confirmed by cvc5; 1 disagreement; interrupted: not all was asked</system-out>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func nothingAsked() {
    #expect(
      JUnitReport.text(ProofSamples.empty)
        == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="hmmcheck" tests="0" failures="0" errors="0" skipped="0" time="0.0">
          <testsuite name="v5.2" tests="0" failures="0" errors="0" skipped="0" time="0.0">
            <system-out>v5.2, 0 obligations: nothing proved; 0 questions, 0.0 s of solver time, 0.0 s on the clock, Z3 4.8.12</system-out>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func aFailureCarriesItsCase() {
    #expect(
      JUnitReport.text(ProofSamples.everyVerdict).contains(
        """
              <failure message="refuted: call of bounded 1-pages v from 0">\
        bounded.1-pages-outcome.C6  refuted: on 0, REQ_FAULT gives VALID
          for 1 page, 4 restarts, 1 open outcome
          broken: call of bounded 1-pages v from 0
          1 page, no event, revision conforming without swap-need
          page 0  pte swap  request F  output 0  contract: fault, then VALID
          result 0
          fixed by swap-need (e3fe8e555dd0, 5.4)</failure>

        """))
  }

  @Test func wellFormed() {
    for report in [ProofSamples.everyVerdict, ProofSamples.interrupted, ProofSamples.empty] {
      let reader = Reader()
      let parser = XMLParser(data: Data(JUnitReport.text(report).utf8))
      parser.delegate = reader
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      let sorts = [
        ("testcase", "tests"), ("failure", "failures"), ("error", "errors"),
        ("skipped", "skipped"),
      ]
      for (element, attribute) in sorts {
        #expect("\(reader.counts[element] ?? 0)" == reader.suite[attribute], "\(element)")
      }
    }
  }

  /// Counts elements, and keeps what the suite says of itself.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var suite: [String: String] = [:]

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      if name == "testsuite" { suite = attributes }
    }
  }
}
