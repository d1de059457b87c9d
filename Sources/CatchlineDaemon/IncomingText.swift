import Foundation
import Numbering
import SMSCodec
import Storage
import Telephony

/// A message as it came from the network, on its way into the store.
struct IncomingText {
    private let deliver: Deliver
    let sender: IdentifiedNumber

    /// - Parameter homeCountry: whose national numbers the network writes.
    init(_ deliver: Deliver, homeCountry: String?) {
        self.deliver = deliver
        let address = deliver.originator
        sender =
            if address.typeOfNumber == .alphanumeric {
                IdentifiedNumber(
                    phoneNumber: nil, text: address.number, kind: .unknown, country: nil, isPossible: false)
            } else {
                Numbering.identify(
                    NetworkNumber(
                        digits: address.dialString,
                        typeOfAddress: address.typeOfNumber == .international ? 145 : 129),
                    homeCountry: homeCountry)
            }
    }

    var message: IncomingMessage {
        let content = deliver.content
        return IncomingMessage(
            sender: sender.text, kind: content.kind, isOrdinary: content == .text, text: deliver.text,
            data: content.kind == .text ? nil : deliver.octets, alphabet: alphabet,
            messageClass: deliver.dataCodingScheme.messageClass,
            serviceCentreTime: deliver.serviceCentreTimeStamp?.date, part: part)
    }

    func fingerprint(line: LineID) -> PDUFingerprint {
        PDUFingerprint(
            line: line, originator: Array(deliver.originator.dialString.utf8),
            serviceCentreTimeStamp: Array("\(deliver.serviceCentreTimeStamp?.unixTime ?? 0)".utf8),
            protocolIdentifier: deliver.protocolIdentifier,
            dataCodingScheme: deliver.dataCodingScheme.rawValue,
            userDataHeader: deliver.userDataHeader.elements.flatMap { [$0.identifier] + $0.octets },
            userData: deliver.octets)
    }

    /// Puts the parts that are there together. They are kept as `octets` of `IncomingPart`, so that what a phone cut in
    /// mid-character is read as one.
    ///
    /// One part that is no text makes the whole none: not every phone marks each part.
    static func join(_ parts: [StoredPart]) -> JoinedParts {
        var reassembly = Reassembly(total: parts.first?.total ?? 1)
        let delivers = parts.sorted { $0.sequence < $1.sequence }.compactMap(\.deliver)
        for deliver in delivers { _ = reassembly.add(deliver) }
        let contents = delivers.map { $0.content(joined: reassembly.octets) }
        let kind = contents.lazy.map(\.kind).first { $0 != .text } ?? .text
        return JoinedParts(
            kind: kind, isOrdinary: contents.allSatisfy { $0 == .text }, text: reassembly.text,
            data: kind == .text ? nil : reassembly.octets)
    }

    private var part: IncomingPart? {
        deliver.concatenation.map { place in
            IncomingPart(
                reference: place.reference, bits: place.bits, total: place.total, sequence: place.sequence,
                octets: bare.octets)
        }
    }

    /// What is the same in two deliveries of one part: the network writes the time and its flags anew.
    private var bare: IncomingPDU {
        var copy = Deliver(
            originator: deliver.originator, dataCodingScheme: deliver.dataCodingScheme,
            serviceCentreTimeStamp: nil, userData: deliver.userData)
        copy.protocolIdentifier = deliver.protocolIdentifier
        return IncomingPDU(serviceCentre: nil, tpdu: .deliver(copy))
    }

    private var alphabet: MessageAlphabet {
        switch deliver.dataCodingScheme.alphabet {
        case .gsm7: .gsm7
        case .ucs2: .ucs2
        case .eightBit: .eightBit
        }
    }
}

extension StoredPart {
    /// What is stored was decoded before.
    fileprivate var deliver: Deliver? {
        guard let pdu = try? IncomingPDU(decoding: octets), case .deliver(let deliver) = pdu.tpdu else {
            return nil
        }
        return deliver
    }
}

extension MessageContent {
    /// In the words of the JSON output.
    var kind: MessageKind {
        switch self {
        case .text, .flash, .replacement: .text
        case .silent: .silent
        case .simData: .simData
        case .voicemailNotice: .voicemailNotice
        case .pictureNotice: .pictureNotice
        case .push: .push
        case .binary: .binary
        }
    }
}

extension ServiceCentreTimeStamp {
    var date: Date { Date(timeIntervalSince1970: TimeInterval(unixTime)) }
}
