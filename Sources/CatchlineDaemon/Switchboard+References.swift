import Logging
import Storage
import Telephony

/// Whether a modem keeps the TP-MR that it is given: what is known of it, and what each text that is taken adds.
extension Switchboard {
    /// Of a modem that cannot be told from others nothing is remembered.
    func recallProof(at desk: inout Desk) -> [Action] {
        desk.proof = nil
        guard let firmware = desk.firmware else { return [] }
        let modem = desk.modem
        do {
            desk.proof = try store.reader.referenceProof(of: modem, firmware: firmware)
            return []
        } catch {
            return [.log(.error, "Cannot recall how the modem numbers its texts: \(error)")]
        }
    }

    func noteReference(_ answered: Int, at desk: inout Desk) -> [Action] {
        guard var proof = desk.proof, let firmware = desk.firmware, let written = desk.writtenReference else {
            return []
        }
        let before = proof
        proof.answered(answered, to: written)
        desk.proof = proof
        guard !proof.isWorth(before) else { return [] }
        let modem = desk.modem
        return attempting("remember how the modem numbers its texts") {
            try store.recordProof(proof, of: modem, firmware: firmware)
            guard proof.standing != before.standing else { return [] }
            let words =
                proof.standing == .keeps ? "sends the reference that it is given" : "counts for itself"
            return [.log(.info, "\(desk.target): the modem \(words) (TP-MR)")]
        }
    }
}

extension Desk {
    /// What the proof holds for: another firmware may do otherwise.
    var firmware: String? {
        guard identity.imei != nil, let firmware = identity.firmware else { return nil }
        return [identity.model, firmware].compactMap(\.self).joined(separator: " ")
    }

    var keepsReference: Bool { proof?.standing == .keeps }

    mutating func take(_ submission: Submission?) {
        self.submission = submission?.id
        writtenReference = submission?.messageReference
    }
}
