import Telephony
import Testing

@Suite struct ReferenceProofTests {
    private static let written = [41, 118, 195, 16, 93, 170]

    @Test func `A modem that answers what it was given, five times, keeps it`() {
        var proof = ReferenceProof()
        for reference in Self.written.prefix(4) { proof.answered(reference, to: reference) }
        #expect(proof.standing == .open)
        proof.answered(93, to: 93)
        #expect(proof.standing == .keeps)
    }

    @Test func `A modem that counts for itself is found out by its first answer`() {
        var proof = ReferenceProof()
        proof.answered(1, to: 41)
        #expect(proof.standing == .replaces)
        for reference in Self.written { proof.answered(reference, to: reference) }
        #expect(proof.standing == .replaces)
    }

    @Test func `What a counting modem would have answered too proves nothing`() {
        var proof = ReferenceProof()
        for reference in 40...250 { proof.answered(reference, to: reference) }
        #expect(proof.standing == .open && proof.matches == 1)
    }

    @Test func `One that does otherwise later is believed no more`() {
        var proof = ReferenceProof(standing: .keeps, matches: 5)
        proof.answered(2, to: 118)
        #expect(proof.standing == .replaces)
    }
}
