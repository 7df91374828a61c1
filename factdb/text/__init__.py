"""Text as read -> articles, segments, sentences, tokens. Text is never rewritten; folding keeps every offset."""
