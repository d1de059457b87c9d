/// An error for a person: what happened, why, and what to do next.
package protocol ExplainedError: Error {
    var what: String { get }
    var why: String { get }
    var next: String { get }
}
