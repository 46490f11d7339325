"""Bytes to text with places: documents, notebooks, comments, syntax trees and edits."""
