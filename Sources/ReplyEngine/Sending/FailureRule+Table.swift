import Telephony

extension FailureRule {
    /// RP-causes (3GPP TS 24.011 Annex E-2), TP-FCS (TS 23.040 §9.2.3.22), and what the modem itself says (TS 27.005
    /// §3.2.5). The times are ours.
    static let table = networkCauses + serviceCentreCauses + modemErrors

    private static let sixHours = Duration.seconds(6 * 3_600)
    private static let busy: [Duration] = [.seconds(60), .seconds(300), .seconds(900)]
    private static let retry = "catchline messages retry"

    // MARK: The network: 1 to 127

    private static let networkCauses: [FailureRule] = [
        FailureRule(
            codes: 1...1, meaning: .permanent, measure: .markNumber, words: "nobody has this number",
            next: "Check the number."),
        FailureRule(
            codes: 8...8, meaning: .hold(LineHold(for: sixHours)),
            words: "the operator has barred this SIM from sending; often a bill is open",
            next: "Ask the operator; then: \(retry)"),
        FailureRule(
            codes: 10...10, meaning: .hold(LineHold(for: sixHours)),
            words: "sending texts is barred on this SIM", next: "Ask the operator; then: \(retry)"),
        FailureRule(
            codes: 17...17, meaning: .temporary, retries: [.seconds(30), .seconds(120), .seconds(300)],
            words: "the network failed"),
        FailureRule(
            codes: 21...21, meaning: .permanent, retries: [.seconds(300)], measure: .countRejection,
            words: "the network rejected the text; often there is no credit left, or it took it for spam",
            next: "Look after the credit of the SIM; then: \(retry)"),
        FailureRule(codes: 22...22, meaning: .temporary, retries: busy, words: "the network was congested"),
        FailureRule(
            codes: 27...27, meaning: .temporary, retries: [.seconds(120), .seconds(600)],
            words: "the other telephone is out of service"),
        FailureRule(
            codes: 28...28, meaning: .hold(LineHold(for: sixHours)),
            words: "the network does not know this SIM",
            next: "Ask the operator whether the SIM is active; then: \(retry)"),
        FailureRule(
            codes: 29...29, meaning: .hold(LineHold(for: .seconds(3_600))),
            words: "the network refuses to send texts",
            next: "Ask the operator; then: \(retry)"),
        FailureRule(
            codes: 30...30, meaning: .permanent, words: "the network does not know this number",
            next: "Check the number."),
        FailureRule(
            codes: 38...38, meaning: .ambiguous, measure: .rest(.seconds(600)),
            words: "the network was out of order and may have taken it all the same"),
        FailureRule(
            codes: 41...41, meaning: .temporary, retries: [.seconds(5), .seconds(30), .seconds(120)],
            words: "the network failed for a moment"),
        FailureRule(codes: 42...42, meaning: .temporary, retries: busy, words: "the network was congested"),
        FailureRule(codes: 47...47, meaning: .temporary, retries: busy, words: "the network was congested"),
        FailureRule(
            codes: 50...50, meaning: .hold(LineHold(for: sixHours)),
            words: "the tariff of this SIM has no texts",
            next: "Ask the operator for a tariff with texts; then: \(retry)"),
        FailureRule(
            codes: 69...69, meaning: .hold(LineHold(for: sixHours)), measure: .otherDomain,
            words: "the network takes no texts this way; often the number of the service centre is wrong",
            next: "Check the service centre (SMSC) of the SIM in a phone; then: \(retry)"),
        FailureRule(codes: 81...81, meaning: .configuration, words: protocolWords, next: report),
        FailureRule(codes: 95...99, meaning: .configuration, words: protocolWords, next: report),
        FailureRule(codes: 111...111, meaning: .configuration, words: protocolWords, next: report),
        FailureRule(
            codes: 127...127, meaning: .permanent, retries: [.seconds(600)],
            words: "another network did not take it, and gave no reason"),
    ]

    // MARK: The service centre: 128 to 255

    private static let serviceCentreCauses: [FailureRule] = [
        FailureRule(codes: 128...143, meaning: .configuration, words: protocolWords, next: report),
        FailureRule(codes: 144...145, meaning: .permanent, measure: .plainAlphabet, words: lettersWords),
        FailureRule(codes: 159...159, meaning: .permanent, measure: .plainAlphabet, words: lettersWords),
        FailureRule(codes: 160...161, meaning: .configuration, words: protocolWords, next: report),
        FailureRule(codes: 175...176, meaning: .configuration, words: protocolWords, next: report),
        FailureRule(
            codes: 192...192, meaning: .temporary, retries: busy, words: "the service centre was busy"),
        FailureRule(
            codes: 193...193, meaning: .hold(LineHold(for: sixHours)),
            words: "the service centre does not serve this SIM",
            next: "Check the service centre (SMSC) of the SIM in a phone; then: \(retry)"),
        FailureRule(
            codes: 194...194, meaning: .temporary, retries: [.seconds(120), .seconds(600)],
            words: "the service centre failed"),
        FailureRule(
            codes: 195...195, meaning: .permanent, words: "the service centre takes this for no number",
            next: "Check the number."),
        FailureRule(
            codes: 196...196, meaning: .permanent, words: "texts to this number are barred"),
        FailureRule(
            codes: 197...197, meaning: .duplicate, words: "the service centre has this text already"),
        FailureRule(
            codes: 198...199, meaning: .configuration, measure: .noValidity,
            words: "the service centre takes no text with an end of its validity"),
        FailureRule(
            codes: 208...212, meaning: .temporary, retries: shortly,
            words: "the memory of the SIM or the modem is full"),
        FailureRule(
            codes: 213...213, meaning: .temporary, retries: usualRetries, words: "the SIM took in no data"),
        FailureRule(
            codes: 255...255, meaning: .ambiguous,
            words: "the service centre gave an error without a reason and may have taken it"),
    ]

    // MARK: The modem: from 300 on

    private static let modemErrors: [FailureRule] = [
        FailureRule(codes: 300...300, meaning: .temporary, retries: usualRetries, words: "the modem failed"),
        FailureRule(
            codes: 301...302, meaning: .temporary, retries: [.seconds(30), .seconds(30), .seconds(30)],
            words: "the modem did not allow it"),
        FailureRule(
            codes: 303...305, meaning: .configuration, words: "the modem does not take such a text",
            next: report),
        simHold(310, "there is no SIM in the modem", "Put one in, and plug the stick in again."),
        simHold(311, "the SIM waits for its PIN", "catchline settings set modem.pin"),
        simHold(312, "the modem is locked to another SIM", "Put that one in, or have the modem unlocked."),
        simHold(313, "the SIM cannot be read", "Wipe its contacts and put it back, else try it in a phone."),
        FailureRule(
            codes: 314...314, meaning: .temporary, retries: [.seconds(2), .seconds(5), .seconds(10)],
            words: "the SIM was busy"),
        simHold(315, "the modem does not take this SIM", "Try it in a phone."),
        simHold(316, "the SIM wants its PUK", "Ask its operator for it, and enter it in a phone."),
        simHold(317, "the SIM wants its PIN2", "Enter it in a phone."),
        simHold(318, "the SIM wants its PUK2", "Ask its operator for it, and enter it in a phone."),
        FailureRule(
            codes: 320...322, meaning: .temporary, retries: shortly,
            words: "the memory of the SIM or the modem is full"),
        FailureRule(
            codes: 330...330, meaning: .hold(LineHold(for: .seconds(3_600), endsWithSession: true)),
            words: "the SIM names no service centre",
            next: "Set the operator's number for texts (SMSC) in a phone; then: \(retry)"),
        FailureRule(
            codes: 331...331, meaning: .temporary, measure: .awaitNetwork, words: "there was no network"),
        FailureRule(
            codes: 332...332, meaning: .ambiguous, words: "the network did not answer and may have taken it"),
        FailureRule(codes: 500...500, meaning: .ambiguous, words: "the modem gave an error without a reason"),
    ]

    private static func simHold(_ code: Int, _ words: String, _ next: String) -> FailureRule {
        FailureRule(
            codes: code...code, meaning: .hold(LineHold(for: .seconds(3_600), endsWithSession: true)),
            words: words,
            next: next)
    }

    private static let shortly: [Duration] = [.seconds(10), .seconds(10), .seconds(10)]
    private static let protocolWords = "the network did not understand it"
    private static let lettersWords = "the service centre does not take these letters"
    private static let report = "catchline modem log"

    /// A refusal that no standard explains.
    static let unknownRefusal = FailureRule(
        codes: 128...254, meaning: .permanent, words: "the service centre refused it")

    static let unknownError = FailureRule(
        codes: 256...256, meaning: .ambiguous, words: "the modem gave an error that is not known")
}
