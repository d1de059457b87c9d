import Foundation
import Numbering
import SMSCodec
import Storage
import Telephony

/// A text as it came from the network, on its way into the store.
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
        let text = deliver.text
        return IncomingMessage(
            sender: sender.text, kind: text == nil ? .binary : .text, text: text,
            data: text == nil ? deliver.octets : nil, alphabet: alphabet,
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
    static func join(_ parts: [StoredPart]) -> JoinedParts {
        guard let first = parts.first else { return JoinedParts(text: nil) }
        var reassembly = Reassembly(total: first.total)
        for part in parts {
            guard let pdu = try? IncomingPDU(decoding: part.octets), case .deliver(let deliver) = pdu.tpdu
            else {
                continue
            }
            _ = reassembly.add(deliver)
        }
        let text = reassembly.text
        return JoinedParts(text: text, data: text == nil ? reassembly.octets : nil)
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
        let copy = Deliver(
            originator: deliver.originator, dataCodingScheme: deliver.dataCodingScheme,
            serviceCentreTimeStamp: nil,
            userData: deliver.userData)
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

extension ServiceCentreTimeStamp {
    var date: Date { Date(timeIntervalSince1970: TimeInterval(unixTime)) }
}
